using System.Globalization;
using System.Text;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Providers;

/// <summary>The tables of the run over both databases, kept in a file after every step.</summary>
internal sealed class ProvidersReport(string? file, string command)
{
    private const double LeastPart = 0.6;
    private const double MostGrowth = 1.5;

    private readonly string _heading = Machine.HeadingOf(command);
    private readonly Dictionary<string, IReadOnlyList<RowResult>> _rows = [];
    private readonly List<(string Provider, LoadResult Result)> _load = [];
    private readonly List<BareResult> _bare = [];
    private readonly List<GrowthResult> _growth = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _plans = [];

    public bool HasFailures { get; private set; }

    public void Say(string note)
    {
        _notes.Add(note);
        Console.Error.WriteLine($"  {note}");
        Keep();
    }

    public void AddFailure(string what, Exception error)
    {
        HasFailures = true;
        Console.Error.WriteLine(error);
        Say($"**Failed** {what}: {error.Message.ReplaceLineEndings(" ")}");
    }

    public void Set(Provider provider, IReadOnlyList<RowResult> rows)
    {
        _rows[provider.Name] = [.. rows];
        Keep();
    }

    public void Add(Provider provider, LoadResult result)
    {
        _load.Add((provider.Name, result));
        Stage.Say($"{result.Kind}, {result.Users} users: {Format.Number(result.PerSecond)}/s, p50 {Format.Number(result.Median)} ms, p99 {Format.Number(result.P99)} ms, {result.Errors} errors");
        Keep();
    }

    public void Add(BareResult result)
    {
        _bare.Add(result);
        Stage.Say($"{result.Call}, {result.Users} users: {Format.Number(result.Server)}/s of {Format.Number(result.Database)}/s");
        Keep();
    }

    public void Add(GrowthResult result)
    {
        _growth.Add(result);
        Stage.Say($"{result.Call}, {result.Who}: p50 {Format.Number(result.Result.Median)} ms, p99 {Format.Number(result.Result.P99)} ms, {result.Result.Errors} errors");
        Keep();
    }

    /// <summary>The calls that cost more with the most shares than they may.</summary>
    public IReadOnlyList<(string Call, string Who)> Grown(string provider) =>
    [
        .. _growth.Where(one => one.Provider == provider)
            .GroupBy(static one => (one.Call, one.Who))
            .Where(static one => one.MaxBy(static result => result.Shares)!.Result.Median > MostGrowth * one.MinBy(static result => result.Shares)!.Result.Median)
            .Select(static one => one.Key),
    ];

    public void AddPlan(string provider, string call, string who, string plan)
    {
        _plans.Add($"{provider}, {call}, {who}:\n\n{plan}");
        Keep();
    }

    /// <summary>The tables in Markdown.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(_heading);
        AppendRows(text);
        AppendLoad(text);
        AppendBare(text);
        foreach (var provider in _growth.Select(static one => one.Provider).Distinct())
        {
            AppendGrowth(text, provider);
        }

        if (_plans.Count > 0)
        {
            text.AppendLine().AppendLine("How the database finds what the calls want that grew, with the most shares there:");
            _plans.ForEach(plan => text.AppendLine().AppendLine(plan));
        }

        if (_notes.Count > 0)
        {
            text.AppendLine();
            _notes.ForEach(note => text.AppendLine(CultureInfo.InvariantCulture, $"- {note}"));
        }

        return text.ToString();
    }

    private void AppendRows(StringBuilder text)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        Head(text, "work", [.. _rows.Keys.SelectMany(static name => new[] { name, "client CPU", "server CPU", "server peak" })]);
        foreach (var work in _rows.Values.SelectMany(static rows => rows.Select(static row => row.Work)).Distinct())
        {
            Row(text, work, _rows.Values.Select(rows => rows.FirstOrDefault(row => row.Work == work)).SelectMany(static row => new[]
            {
                Format.Time(row?.Ours), Format.Time(row?.Client?.Cpu), Format.Time(row?.Server?.Cpu), Format.Megabytes(row?.Server?.PeakBytes),
            }));
        }
    }

    private void AppendLoad(StringBuilder text)
    {
        if (_load.Count == 0)
        {
            return;
        }

        string[] figures = ["per second", "p50", "p99", "errors", "server CPU a request", "server peak"];
        var providers = _load.Select(static one => one.Provider).Distinct().ToList();
        Head(text, "call", ["users", .. providers.SelectMany(name => figures.Select((figure, index) => index == 0 ? $"{name}, {figure}" : figure))]);
        foreach (var one in _load.GroupBy(static one => (one.Result.Kind, one.Result.Users)))
        {
            var cells = providers.Select(name => one.FirstOrDefault(result => result.Provider == name).Result).SelectMany(static result => new[]
            {
                Format.Number(Math.Round(result?.PerSecond ?? 0)),
                $"{Format.Number(result?.Median ?? 0)} ms",
                $"{Format.Number(result?.P99 ?? 0)} ms",
                Format.Number(result?.Errors ?? 0),
                Format.Time(result?.Server.Cpu),
                Format.Megabytes(result?.Server.PeakBytes),
            });
            Row(text, one.Key.Kind, [Format.Number(one.Key.Users), .. cells]);
        }
    }

    private void AppendBare(StringBuilder text)
    {
        if (_bare.Count == 0)
        {
            return;
        }

        Head(text, "call", ["users", "database", "server", "bare database", "part of it", "to reach", ""]);
        foreach (var one in _bare)
        {
            var part = one.Part.ToString("P0", CultureInfo.InvariantCulture);
            Row(text, one.Call, [Format.Number(one.Users), one.Provider, $"{Format.Number(Math.Round(one.Server))}/s", $"{Format.Number(Math.Round(one.Database))}/s", part, "≥ 60 %", Format.Reached(one.Part >= LeastPart)]);
        }
    }

    private void AppendGrowth(StringBuilder text, string provider)
    {
        var results = _growth.Where(one => one.Provider == provider).ToList();
        var sizes = results.Select(static one => one.Shares).Distinct().ToList();
        Head(text, $"{provider}, p50 of a call", ["who", .. sizes.Select(static shares => $"{Format.Number(shares)} shares"), "growth", "to reach", ""]);
        foreach (var one in results.GroupBy(static one => (one.Call, one.Who)))
        {
            var medians = sizes.Select(shares => one.FirstOrDefault(result => result.Shares == shares)?.Result).ToList();
            double? growth = medians is [{ } first, .., { } last] ? last.Median / first.Median : null;
            var errors = one.Sum(static result => result.Result.Errors);
            Row(text, one.Key.Call, [
                one.Key.Who,
                .. medians.Select(static result => result is null ? Format.Nothing : $"{Format.Number(result.Median)} ms"),
                Format.Times(growth),
                "≤ 1.5×",
                Format.Reached(growth is null ? null : growth <= MostGrowth) + (errors > 0 ? $", {errors} errors" : ""),
            ]);
        }
    }

    private static void Head(StringBuilder text, string first, IReadOnlyList<string> others)
    {
        text.AppendLine();
        Row(text, first, others);
        Row(text, "---", others.Select(static _ => "---:"));
    }

    private static void Row(StringBuilder text, string first, IEnumerable<string> others) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"| {first} | {string.Join(" | ", others)} |");

    private void Keep()
    {
        if (file is not null)
        {
            new MarkedPart(file, "providers").Write(ToString());
        }
    }
}
