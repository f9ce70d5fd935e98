using System.Globalization;
using Meeco.Faults.Stage;
using Meeco.Server.Tests.Fixtures.Databases;

namespace Meeco.Faults.Instances;

/// <summary>A cluster of PostgreSQL's for the tests of several instances, and what runs on one instance leave behind.</summary>
public sealed class InstancesStage(World world) : IAsyncLifetime
{
    private readonly Dictionary<Work, IReadOnlyList<string>> _undisturbed = [];
    private PostgresCluster? _cluster;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        if (PostgresCluster.IsInstalled)
        {
            _cluster = await PostgresCluster.StartAsync();
        }
    }

    /// <summary>Passes over a test where there is no PostgreSQL.</summary>
    public void RequirePostgres() => Assert.SkipUnless(
        _cluster is not null, "Several instances need PostgreSQL, and this machine has none (Debian: postgresql).");

    /// <summary>Three instances on a database of their own, which holds the world as it was made.</summary>
    internal async Task<ThreeInstances> StartAsync()
    {
        var folder = world.Copy();
        var connection = string.Create(
            CultureInfo.InvariantCulture, $"{_cluster!.ConnectionString.Replace("Database=postgres", "", StringComparison.Ordinal)}Database=instances_{++_databases}");
        await MoveAsync(SqliteIn(folder), connection);
        return await ThreeInstances.StartAsync(world.Port, folder, connection);
    }

    /// <summary>What the instances left behind, read through them and out of their database.</summary>
    internal async Task<IReadOnlyList<string>> StateAsync(ThreeInstances instances, Work work)
    {
        var folder = Directory.CreateDirectory(Path.Combine(instances.Folder, "back")).FullName;
        await MoveAsync(instances.ConnectionString, SqliteIn(folder));
        return await EndState.ReadAsync(world, folder, work.Kind);
    }

    /// <summary>What is not as after the same work on one instance with SQLite.</summary>
    internal async Task<IReadOnlyList<string>> DifferencesAsync(ThreeInstances instances, Work work) =>
        EndState.Differences(_undisturbed[work], await StateAsync(instances, work));

    /// <summary>Does the work on one instance, once; before the three begin, for they listen at the same place.</summary>
    internal async Task PrepareAsync(Work work)
    {
        if (_undisturbed.ContainsKey(work))
        {
            return;
        }

        var folder = world.Copy();
        await using var server = await ServerProcess.StartAsync(folder, world.Port);
        using var alice = AliceShell.Connect(world);
        alice.Shell.Run(work.Command).Succeeded();
        var state = await EndState.ReadAsync(world, folder, work.Kind);
        state.ShouldBeOf(work);
        _undisturbed.Add(work, state);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private static string SqliteIn(string folder) => $"Data Source={Path.Combine(folder, "meeco.db")}";

    // As an operator moves an installation.
    private static Task MoveAsync(string from, string to) => ServerProcess.CommandAsync("copy", "--from", from, "--to", to);
}
