using System.Diagnostics;
using System.Globalization;
using Meeco.Faults.Stage;
using MeecoPS.Tests.Support;

namespace Meeco.Faults.Processes;

/// <summary>The script that shares and updates everything, in a shell of its own.</summary>
internal sealed class ChildScript : IDisposable
{
    private readonly ChildProcess _shell;

    private ChildScript(ChildProcess shell) => _shell = shell;

    /// <summary>Starts it and waits until it begins with its work.</summary>
    /// <param name="world">Whose work it does.</param>
    /// <param name="sessionFile">The session that it takes up.</param>
    /// <param name="force">Whether it takes over what sessions have claimed that have ended.</param>
    public static async Task<ChildScript> BeginAsync(World world, string sessionFile, bool force = false)
    {
        var child = new ChildScript(ChildProcess.StartShell(
            Path.Combine(AppContext.BaseDirectory, "Processes", "share-and-run.ps1"),
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{world.Port}"),
            sessionFile,
            world.SessionPassphrase,
            World.ToShare,
            force ? "force" : "wait"));
        var line = await child._shell.ReadLineAsync();
        return line == "begin" ? child : throw new InvalidOperationException($"The script said: {line}");
    }

    /// <summary>Kills it after a while, unless it has ended.</summary>
    /// <param name="after">How long it may work.</param>
    public async Task KillAsync(TimeSpan after)
    {
        await Task.Delay(after, TestContext.Current.CancellationToken);
        await _shell.KillAloneAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The problems that it told of, and how long it took from its beginning.</returns>
    public async Task<(IReadOnlyList<string> Problems, TimeSpan Time)> FinishAsync()
    {
        var running = Stopwatch.StartNew();
        var result = await _shell.FinishAsync();
        return result.Lines is [.. var problems, "end"]
            ? (problems, running.Elapsed)
            : ([$"The script ended early: {result.Output}{result.Errors}"], running.Elapsed);
    }

    public void Dispose() => _shell.Dispose();
}
