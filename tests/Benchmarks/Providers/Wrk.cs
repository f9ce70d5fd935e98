using System.Diagnostics;
using System.Globalization;

namespace Meeco.Benchmarks.Providers;

/// <summary>wrk, the load generator, which sends what was prepared for it.</summary>
/// <param name="server">The server.</param>
internal sealed class Wrk(Uri server)
{
    private const string Mark = "result: ";

    /// <summary>Whether it is on the path.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(static folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <summary>Sends requests.</summary>
    /// <param name="requests">The requests, which are sent in turn.</param>
    /// <param name="users">How many are under way at once.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="once">Whether each is sent once, for it has its effect but once; then the rate says nothing.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<WrkResult> RunAsync(
        IReadOnlyList<PreparedRequest> requests, int users, int seconds, bool once, CancellationToken cancel)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, requests.SelectMany(static one => new[] { one.Method, one.Path, one.Token, one.Body }), cancel);
            string[] arguments =
            [
                "-t", "1", "-c", Text(users), "-d", Text(seconds), "--timeout", "30s", "-s", Comparison.RepositoryFiles.WrkScript,
                server.GetLeftPart(UriPartial.Authority), "--", file, once ? "once" : "again",
            ];
            using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
            var said = await wrk.StandardOutput.ReadToEndAsync(cancel);
            await wrk.WaitForExitAsync(cancel);
            var line = said.Split('\n').FirstOrDefault(static one => one.StartsWith(Mark, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"wrk said no result: {said}");
            return Read(line[Mark.Length..]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Requests, and then microseconds.
    private static WrkResult Read(string line)
    {
        var figures = line.Split(' ').Select(static one => double.Parse(one, CultureInfo.InvariantCulture)).ToList();
        return new WrkResult(figures[0] / (figures[1] / 1e6), figures[2] / 1000, figures[3] / 1000, (int)figures[4]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
