using System.Globalization;

namespace Meeco.Benchmarks.Comparison;

/// <summary>Figures as the tables show them.</summary>
internal static class Format
{
    public const string Nothing = "–";

    public static string Time(TimeSpan? time) => time switch
    {
        null => Nothing,
        { TotalMilliseconds: < 1 } small => Invariant($"{small.TotalMilliseconds:0.000} ms"),
        { TotalMilliseconds: < 10 } small => Invariant($"{small.TotalMilliseconds:0.0} ms"),
        { TotalMilliseconds: < 1000 } medium => Invariant($"{medium.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 10 } large => Invariant($"{large.TotalSeconds:0.##} s"),
        { } huge => Invariant($"{huge.TotalMinutes:0.#} min"),
    };

    public static string Times(double? ratio) => ratio switch
    {
        null => Nothing,
        < 10 => Invariant($"{ratio:0.0}×"),
        _ => Invariant($"{ratio:0}×"),
    };

    public static string Megabytes(long? bytes) => bytes is { } known ? Invariant($"{known / (1024 * 1024)} MB") : Nothing;

    public static string Number(double number) => Invariant($"{number:#,0.##}");

    public static string Reached(bool? reached) => reached switch { true => "reached", false => "**missed**", null => Nothing };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
