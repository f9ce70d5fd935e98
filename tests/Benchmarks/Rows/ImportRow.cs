using System.Diagnostics;
using Meeco.Benchmarks.Comparison;
using MeecoPS.Tests.Support;

namespace Meeco.Benchmarks.Rows;

/// <summary>What importing the module adds to the start of an engine, in child processes.</summary>
internal sealed class ImportRow : IRow
{
    private const int Runs = 5;

    public string Name => "import";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        // The shell always imports a module: one with nothing in it leaves the bare engine.
        var folder = Directory.CreateTempSubdirectory("meeco-benchmarks-");
        try
        {
            var empty = Path.Combine(folder.FullName, "Empty.psd1");
            await File.WriteAllTextAsync(empty, "@{ ModuleVersion = '1.0' }\n", cancel);
            var import = $"Import-Module '{RepositoryFiles.Module}'";
            await MeasureAsync(stage, "the hosted engine", script => Start("dotnet", [Repository.Shell, "-Command", script], empty), import, cancel);
            if (FindPwsh() is { } pwsh)
            {
                await MeasureAsync(stage, "pwsh", script => Start(pwsh, ["-NoProfile", "-NonInteractive", "-Command", script], null), import, cancel);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(
        Stage stage, string host, Func<string, ProcessStartInfo> start, string import, CancellationToken cancel)
    {
        var (bare, with) = (new List<TimeSpan>(), new List<TimeSpan>());
        Usage? client = null;
        for (var run = 0; run <= Runs; run++)
        {
            var (engine, _) = await RunAsync(start("$null"), cancel);
            var (module, usage) = await RunAsync(start(import), cancel);

            // The first of each brings the files into the system's cache.
            if (run > 0)
            {
                bare.Add(engine);
                with.Add(module);
                client = usage;
            }
        }

        var ours = Median.Of(with) - Median.Of(bare);
        stage.Report.Add(new RowResult
        {
            Work = $"cold `Import-Module` over the bare engine, {host}",
            Ours = ours,
            Targets = [Target.AtMost(TimeSpan.FromMilliseconds(400), ours)],
            Client = client,
            Notes = [$"median of {Runs}: {Format.Time(Median.Of(with))} with the module, {Format.Time(Median.Of(bare))} without."],
        });
    }

    private static async Task<(TimeSpan Wall, Usage Client)> RunAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await using var client = ProcessWatch.OfNew(process);
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        var wall = watch.Elapsed;
        return process.ExitCode == 0
            ? (wall, await client.StopAsync())
            : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {said}");
    }

    private static ProcessStartInfo Start(string program, string[] arguments, string? module)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["MEECOPS_MODULE"] = module;
        return start;
    }

    private static string? FindPwsh() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(static folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);
}
