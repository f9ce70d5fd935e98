namespace Meeco.Benchmarks.Comparison;

/// <summary>What a row finds when it begins.</summary>
/// <param name="Server">The server of the run.</param>
/// <param name="World">The users on it.</param>
/// <param name="Sizes">How much to do.</param>
/// <param name="Floors">What this machine needs at least.</param>
/// <param name="Published">Meeco's packages.</param>
/// <param name="Report">Takes what was measured.</param>
internal sealed record Stage(
    ServerProcess Server, World World, Sizes Sizes, Floors Floors, PublishedPackages Published, Report Report)
{
    public MeecoEnvironment Environment => Server.Environment;

    /// <summary>Says what is going on; measures nothing.</summary>
    public static void Say(string text) => Console.Error.WriteLine($"  {TimeProvider.System.GetLocalNow():HH:mm:ss} {text}");

    /// <summary>Runs a step of the shell and watches both processes.</summary>
    /// <returns>The figures of the line that begins with <c>result:</c>.</returns>
    public async Task<StepResult> MeasureAsync(ShellProcess shell, string script, CancellationToken cancel)
    {
        await using var client = ProcessWatch.Of(shell.Process);
        await using var server = ProcessWatch.Of(Server.Process);
        var lines = await shell.RunAsync(script, cancel);
        return StepResult.Read(lines, await client.StopAsync(), await server.StopAsync());
    }
}
