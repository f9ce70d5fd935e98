using System.Globalization;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Soak;

/// <summary>The table of the soak, kept in a file once a minute.</summary>
internal sealed class SoakReport(string? file, string command)
{
    private const long MaxBytes = 400L * 1024 * 1024;

    // What is compiled, cached and pooled in the first minutes is no growth.
    private const double Settled = 1 / 3.0;

    private readonly string _heading = Machine.HeadingOf(command);
    private readonly List<MemorySample> _samples = [];
    private SoakResult? _result;

    public void Add(MemorySample sample)
    {
        _samples.Add(sample);
        Stage.Say($"{Format.Number(sample.Minute)} min: {Format.Megabytes(sample.WorkingSet)}");
    }

    /// <summary>Writes the table as it is now.</summary>
    public void Keep(SoakResult result)
    {
        _result = result;
        if (file is not null)
        {
            new MarkedPart(file, "soak").Write(ToString());
        }
    }

    /// <summary>The table in Markdown.</summary>
    public override string ToString()
    {
        if (_result is not { } result)
        {
            return _heading;
        }

        var peak = _samples.Max(static sample => sample.WorkingSet);
        var target = Target.That("working set ≤ 400 MB", peak <= MaxBytes);
        var failures = result.Failures.Count == 0 ? "none" : string.Join(", ", result.Failures.Select(static one => $"{one.Key} {one.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {_heading}

            | users | minutes | requests | per second | p50 | p99 | errors | server CPU | working set at the end | peak | growth an hour | to reach | |
            | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
            | {result.Users} | {result.Elapsed.TotalMinutes:0} | {result.Times.Count:#,0} | {result.Times.Count / result.Elapsed.TotalSeconds:0.#} | {Median.Percentile(result.Times, 0.5):0.##} ms | {Median.Percentile(result.Times, 0.99):0.##} ms | {result.Errors} | {100 * result.ServerCpu / result.Elapsed:0} % of a core | {Format.Megabytes(_samples[^1].WorkingSet)} | {Format.Megabytes(peak)} | {GrowthAnHour() / (1024 * 1024):+0;-0;0} MB | {target.Text} | {Format.Reached(target.Reached)} |

            - Working set in MB, once a minute: {string.Join(", ", _samples.Select(static sample => sample.WorkingSet / (1024 * 1024)))}.
            - What users could not do: {failures}. The database has {Format.Megabytes(result.DatabaseBytes)}.

            """);
    }

    // The slope of the line through the samples, without the first third.
    private double GrowthAnHour()
    {
        var settled = _samples.Skip((int)(_samples.Count * Settled)).ToList();
        if (settled.Count < 2)
        {
            return 0;
        }

        var (time, size) = (settled.Average(static one => one.Minute), settled.Average(static one => (double)one.WorkingSet));
        return 60 * settled.Sum(one => (one.Minute - time) * (one.WorkingSet - size)) / settled.Sum(one => (one.Minute - time) * (one.Minute - time));
    }
}
