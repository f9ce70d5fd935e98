using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Commands.Accounts;

namespace MeecoPS.Commands.Items;

/// <summary>
/// Reads a table of slots as users write it: <c>@{ licence_plate = 'OUTATIME' }</c>, or, to say more than the value,
/// <c>@{ colour = @{ Label = 'Colour'; Type = 'color'; Value = 'silver' } }</c>.
/// </summary>
internal static class SlotTable
{
    /// <summary>Reads a table.</summary>
    /// <param name="table">Slot names or ids with what belongs there; null for none.</param>
    /// <returns>The slots, in the order of the table.</returns>
    public static IReadOnlyList<SlotInput> Read(IDictionary? table)
    {
        if (table is null)
        {
            return [];
        }

        var slots = new List<SlotInput>(table.Count);
        foreach (DictionaryEntry entry in table)
        {
            var key = Text(entry.Key)!;
            var named = Guid.TryParse(key, out _) ? new SlotInput { Id = key } : new SlotInput { Name = key };
            slots.Add(Unwrap(entry.Value) is IDictionary details
                ? named with
                {
                    Value = Text(details["Value"]),
                    Label = Text(details["Label"]),
                    Type = Text(details["Type"]),
                }
                : named with { Value = Text(entry.Value) });
        }

        return slots;
    }

    // The same text on every machine: numbers and dates are written without the user's culture.
    private static string? Text(object? value) => Unwrap(value) switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        SecureString secret => Secrets.Reveal(secret),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("o", CultureInfo.InvariantCulture),
        var other => LanguagePrimitives.ConvertTo<string>(other),
    };

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
