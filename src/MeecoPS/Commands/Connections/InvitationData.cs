using System.Collections;
using System.Management.Automation;

namespace MeecoPS.Commands.Connections;

/// <summary>Reads the short texts that sender and recipient of an invitation leave for each other.</summary>
internal static class InvitationData
{
    /// <summary>Reads a table.</summary>
    /// <param name="table">Names with texts; null for none.</param>
    /// <returns>The texts; null for none.</returns>
    public static IReadOnlyDictionary<string, string>? Read(IDictionary? table)
    {
        if (table is null)
        {
            return null;
        }

        var texts = new Dictionary<string, string>(table.Count, StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table)
        {
            texts[LanguagePrimitives.ConvertTo<string>(entry.Key)] = LanguagePrimitives.ConvertTo<string>(entry.Value) ?? "";
        }

        return texts;
    }
}
