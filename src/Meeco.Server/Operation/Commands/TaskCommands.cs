using System.CommandLine;
using System.Globalization;
using Meeco.Server.Hosting;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;

namespace Meeco.Server.Operation.Commands;

/// <summary>What the operator sees of client tasks.</summary>
internal static class TaskCommands
{
    /// <summary>The commands for client tasks.</summary>
    public static Command Tasks() => new("tasks", "Client tasks: work that only the users' own clients can do.") { Stats() };

    private static Command Stats()
    {
        var command = new Command("stats", "Counts those that are not done, by state, with the age of the oldest in seconds.") { Table.Json };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            async services =>
            {
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                var open = await OpenTasksQuery.CountAsync(services.GetRequiredService<MeecoDb>(), now, cancel);
                return Table.Show(
                    parsed,
                    [.. open.Select(state => new TaskRow(state.State, state.Count, (long)state.OldestAge.TotalSeconds))],
                    RowsJson.Default.IReadOnlyListTaskRow,
                    row => [row.State, row.Count.ToString(CultureInfo.InvariantCulture), row.OldestAgeSeconds.ToString(CultureInfo.InvariantCulture)]);
            },
            cancel));
        return command;
    }
}
