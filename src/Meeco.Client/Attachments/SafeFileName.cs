using System.Collections.Frozen;
using System.Text;

namespace Meeco;

/// <summary>
/// Makes a name for a file of what somebody else called it: no path, nothing that a system gives a meaning of its own,
/// nothing that shows as another name than it is. The same on every system, so that a name means the same file everywhere.
/// </summary>
internal static class SafeFileName
{
    private const string Nameless = "attachment";
    private const char Instead = '_';

    // What file systems allow, less room for the ending of a file that is not whole yet.
    private const int MaxBytes = 200;

    private static readonly FrozenSet<string> Devices = new[] { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" }
        .Concat(from device in new[] { "COM", "LPT" } from number in "0123456789¹²³" select $"{device}{number}")
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the name.</summary>
    /// <param name="name">What the file is called.</param>
    /// <returns>A name that is one file in whatever folder it is put.</returns>
    public static string Of(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var safe = Shorten(string.Concat(last.EnumerateRunes().Select(Replace))).TrimEnd(' ', '.').TrimStart(' ');
        if (safe.Length == 0)
        {
            return Nameless;
        }

        // Windows takes what stands before the first dot for a device, whatever follows.
        return Devices.Contains(safe.Split('.')[0].TrimEnd(' ')) ? Instead + safe : safe;
    }

    private static string Replace(Rune letter) => letter.Value switch
    {
        '<' or '>' or ':' or '"' or '|' or '?' or '*' => $"{Instead}",

        // Marks without a shape, some of which turn the direction of writing: "gpj.exe" could show as "exe.jpg".
        _ when Rune.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.Control
            or System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator
            or System.Globalization.UnicodeCategory.ParagraphSeparator
            or System.Globalization.UnicodeCategory.Surrogate => $"{Instead}",
        _ => letter.ToString(),
    };

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
        {
            return name;
        }

        var ending = Path.GetExtension(name) is { Length: <= 20 } known ? known : "";
        var kept = new StringBuilder();
        var room = MaxBytes - Encoding.UTF8.GetByteCount(ending);
        foreach (var letter in name[..^ending.Length].EnumerateRunes())
        {
            room -= letter.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(letter);
        }

        return kept.Append(ending).ToString();
    }
}
