using System.Globalization;
using System.Text;

namespace Meeco.Benchmarks.Comparison;

/// <summary>
/// The tables. They are kept in a file after every row, between two marks; what people wrote around them stays.
/// </summary>
internal sealed class Report(string? file, string command)
{
    private readonly List<RowResult> _rows = [];
    private readonly List<LoadResult> _load = [];
    private readonly List<string> _failures = [];
    private readonly string _heading = Machine.HeadingOf(command);

    private Floors? _floors;
    private string? _withoutTheirs;

    public bool HasFailures => _failures.Count > 0;

    /// <summary>What was measured until now.</summary>
    public IReadOnlyList<RowResult> Rows => _rows;

    public void Set(Floors floors, PublishedPackages published)
    {
        _floors = floors;
        _withoutTheirs = published.Missing;
    }

    public void Add(RowResult row)
    {
        _rows.Add(row);
        Console.Error.WriteLine(
            $"  {row.Work}: ours {Format.Time(row.Ours)}, theirs {Format.Time(row.Theirs)}, ratio {Format.Times(row.Ratio)}, floor {Format.Time(row.Floor)}, {Format.Reached(row.Reached)}");
        Keep();
    }

    public void Add(LoadResult load)
    {
        _load.Add(load);
        Console.Error.WriteLine(
            $"  {load.Kind}, {load.Users} users: {Format.Number(load.PerSecond)}/s, p50 {Format.Number(load.Median)} ms, p99 {Format.Number(load.P99)} ms, {load.Errors} errors");
        Keep();
    }

    public void AddFailure(string row, Exception error)
    {
        _failures.Add($"{row}: {error.Message.ReplaceLineEndings(" ")}");
        Console.Error.WriteLine($"  {row} FAILED: {error}");
        Keep();
    }

    /// <summary>The tables in Markdown.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(_heading);
        if (_floors is { } floors)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- Floors, one core: RSA-4096 encrypt {Format.Time(floors.RsaEncrypt)}, decrypt {Format.Time(floors.RsaDecrypt)}, AES-GCM {Format.Time(floors.AesGcm)}, PBKDF2 {Format.Time(floors.Pbkdf2)}, RSA-4096 key pair {Format.Time(floors.KeyPair)} (mean)");
        }

        if (_withoutTheirs is { } missing)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- Theirs is left out: {missing}");
        }

        AppendRows(text);
        AppendUsage(text);
        AppendLoad(text);
        AppendNotes(text);
        return text.ToString();
    }

    private void AppendRows(StringBuilder text)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("| work | ours | theirs | ratio | floor | to reach | |").AppendLine("| --- | ---: | ---: | ---: | ---: | --- | --- |");
        foreach (var row in _rows)
        {
            var targets = string.Join("; ", row.Targets.Select(static target => target.Reached == false ? $"**{target.Text}**" : target.Text));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Work} | {Format.Time(row.Ours)} | {Format.Time(row.Theirs)} | {Format.Times(row.Ratio)} | {Format.Time(row.Floor)} | {targets} | {Format.Reached(row.Reached)} |");
        }
    }

    private void AppendUsage(StringBuilder text)
    {
        if (!_rows.Exists(static row => row.Client is not null || row.Server is not null))
        {
            return;
        }

        text.AppendLine().AppendLine("| work | client CPU | client peak | server CPU | server peak |").AppendLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var row in _rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Work} | {Format.Time(row.Client?.Cpu)} | {Format.Megabytes(row.Client?.PeakBytes)} | {Format.Time(row.Server?.Cpu)} | {Format.Megabytes(row.Server?.PeakBytes)} |");
        }
    }

    private void AppendLoad(StringBuilder text)
    {
        if (_load.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("| server under load | users | per second | p50 | p99 | errors | server CPU a request | server peak |").AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var load in _load)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {load.Kind} | {load.Users} | {Format.Number(Math.Round(load.PerSecond))} | {Format.Number(load.Median)} ms | {Format.Number(load.P99)} ms | {load.Errors} | {Format.Time(load.Server.Cpu)} | {Format.Megabytes(load.Server.PeakBytes)} |");
        }
    }

    private void AppendNotes(StringBuilder text)
    {
        var notes = _rows.SelectMany(static row => row.Notes.Select(note => $"{row.Work}: {note}"))
            .Concat(_failures.Select(static failure => $"**Failed** {failure}"))
            .ToList();
        if (notes.Count > 0)
        {
            text.AppendLine();
            notes.ForEach(note => text.AppendLine(CultureInfo.InvariantCulture, $"- {note}"));
        }
    }

    private void Keep()
    {
        if (file is not null)
        {
            new MarkedPart(file, "measured").Write(ToString());
        }
    }
}
