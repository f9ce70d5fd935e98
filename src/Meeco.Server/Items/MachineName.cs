using System.Globalization;
using System.Text;

namespace Meeco.Server.Items;

/// <summary>Machine names, made of <c>a-z</c>, <c>0-9</c> and <c>_</c> (docs/WIRE.md 4.3.1).</summary>
internal static class MachineName
{
    /// <summary>
    /// The name that a label or another name gives: <c>My Vehicle</c> gives <c>my_vehicle</c>, <c>A strange &amp;8Label</c>
    /// gives <c>a_strange_8label</c>; letters lose their accents, spaces become underscores, the rest is left out.
    /// </summary>
    /// <returns>Empty when nothing remains.</returns>
    public static string From(string? text)
    {
        var name = new StringBuilder();
        foreach (var character in (text ?? "").Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                name.Append(character);
            }
            else if ((character == '_' || char.IsWhiteSpace(character)) && name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }

        var result = name.ToString().TrimEnd('_');
        return result.Length <= ItemLimits.Name ? result : result[..ItemLimits.Name];
    }

    /// <summary>As the other, but never empty: a label without a single such character gives the fallback.</summary>
    public static string From(string? text, string fallback) => From(text) is { Length: > 0 } name ? name : fallback;

    /// <summary>The first of <c>name</c>, <c>name_2</c>, <c>name_3</c> … that is free.</summary>
    public static string FirstFree(string name, Func<string, bool> isTaken)
    {
        var candidate = name;
        for (var number = 2; isTaken(candidate); number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"_{number}");
            candidate = name[..Math.Min(name.Length, ItemLimits.Name - suffix.Length)] + suffix;
        }

        return candidate;
    }

    /// <summary>The label that a name gives where none was sent: <c>licence_plate</c> gives <c>Licence plate</c>.</summary>
    public static string ToLabel(string name)
    {
        var words = name.Replace('_', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
