using Meeco.Faults.Stage;

namespace Meeco.Faults.Network;

/// <summary>A server, the proxy before it and Alice's shell, and what undisturbed runs look like there.</summary>
public sealed class NetworkStage(World world) : IAsyncLifetime
{
    private readonly Dictionary<Work, (int Calls, IReadOnlyList<string> State)> _undisturbed = [];
    private string _folder = null!;
    private ServerProcess _server = null!;
    private AliceShell _alice = null!;

    internal FaultyProxy Proxy { get; private set; } = null!;

    internal MeecoPS.Tests.Hosting.HostedShell Shell => _alice.Shell;

    public async ValueTask InitializeAsync()
    {
        var port = LoopbackPorts.Take();
        _folder = world.Copy();
        _server = await ServerProcess.StartAsync(_folder, port);
        Proxy = new FaultyProxy(world.Port, port);
        _alice = AliceShell.Connect(world);
    }

    /// <summary>Brings the server's data back to what they were in the beginning.</summary>
    public void Reset()
    {
        Proxy.Arm();
        world.Reset(_folder);
    }

    /// <summary>How many calls a run makes that nothing disturbs, and what it leaves behind.</summary>
    public async Task<(int Calls, IReadOnlyList<string> State)> UndisturbedAsync(Work work)
    {
        if (!_undisturbed.TryGetValue(work, out var known))
        {
            // The first run reads keys that the session keeps, so it is the second whose calls are counted.
            for (var run = 0; run < 2; run++)
            {
                Reset();
                Shell.Run(work.Command).Succeeded();
            }

            known = (Proxy.Calls, await EndState.ReadAsync(world, _folder, work.Kind));
            known.State.ShouldBeOf(work);
            _undisturbed.Add(work, known);
        }

        return known;
    }

    /// <summary>What is not as after an undisturbed run.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(Work work) =>
        EndState.Differences((await UndisturbedAsync(work)).State, await EndState.ReadAsync(world, _folder, work.Kind));

    public async ValueTask DisposeAsync()
    {
        _alice.Dispose();
        await Proxy.DisposeAsync();
        await _server.DisposeAsync();
    }
}
