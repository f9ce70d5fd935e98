using System.Collections;
using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Commands.Items;

/// <summary>Reads a slot of a template as users write it: a name, a label, a table, or a slot of another template.</summary>
internal static class TemplateSlotReader
{
    private static readonly string[] Members = ["Name", "Label", "Type", "Description"];

    /// <summary>Reads one.</summary>
    /// <param name="slot">What was given.</param>
    /// <returns>The slot.</returns>
    public static NewTemplateSlot Read(object slot) => Unwrap(slot) switch
    {
        string text => Named(text),
        IDictionary table => Read(table),
        MeecoTemplateSlot other => new NewTemplateSlot
        {
            Name = other.Name,
            Label = other.Label,
            Type = other.Type,
            Description = other.Description,
        },
        _ => throw MeecoErrors.TemplateSlotUnreadable(),
    };

    // What could be a machine name is one: the label is made from it, and not the other way round.
    private static NewTemplateSlot Named(string text) =>
        text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')
            ? new NewTemplateSlot { Name = text }
            : new NewTemplateSlot { Label = text };

    private static NewTemplateSlot Read(IDictionary table)
    {
        foreach (var key in table.Keys)
        {
            if (!Members.Contains(key.ToString(), StringComparer.OrdinalIgnoreCase))
            {
                throw MeecoErrors.TemplateSlotUnreadable();
            }
        }

        return new NewTemplateSlot
        {
            Name = Text(table, "Name"),
            Label = Text(table, "Label"),
            Type = Text(table, "Type"),
            Description = Text(table, "Description"),
        };
    }

    // A dictionary of .NET tells capitals apart, which nobody who writes a table does.
    private static string? Text(IDictionary table, string member) =>
        table.Keys.Cast<object>()
            .Where(key => string.Equals(key.ToString(), member, StringComparison.OrdinalIgnoreCase))
            .Select(key => LanguagePrimitives.ConvertTo<string>(table[key]))
            .FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
