using System.Globalization;

namespace Meeco.Faults.Stage;

/// <summary>What a run left behind, as its users see it and as the database holds it; without ids and times.</summary>
internal static class EndState
{
    private static readonly string[] Tables = ["Items", "Slots", "Shares", "ReceivedItems", "ClientTasks", "Connections"];

    /// <summary>Reads everything anew: nothing of it is what the client of the run remembers.</summary>
    /// <param name="world">Whose data.</param>
    /// <param name="folder">The folder of the server that runs.</param>
    /// <param name="kind">How the labels of the items begin that matter.</param>
    /// <returns>One line a fact, in an order that does not depend on the run.</returns>
    public static async Task<IReadOnlyList<string>> ReadAsync(World world, string folder, string kind)
    {
        var received = await Task.WhenAll(world.Others.Select((other, index) => ReceivedAsync(other, index, kind)));
        return [.. received.SelectMany(lines => lines), .. await SharedAsync(world, kind), .. await TasksAsync(world), .. Stored(folder)];
    }

    /// <summary>Makes sure that there is something to compare: a run that does nothing would else be like another that does nothing.</summary>
    /// <param name="state">What an undisturbed run left behind.</param>
    /// <param name="works">What it did.</param>
    public static void ShouldBeOf(this IReadOnlyList<string> state, params IEnumerable<Work> works)
    {
        foreach (var work in works)
        {
            state.Where(line => line.StartsWith("recipient", StringComparison.Ordinal) && line.Contains(work.Kind, StringComparison.Ordinal))
                .Should().HaveCount(World.Items * World.Recipients)
                .And.OnlyContain(line => line.Contains($"={work.Age} name of", StringComparison.Ordinal)
                    && line.Contains("(Verified)", StringComparison.Ordinal));
        }

        state.Should().Contain($"{World.Items} tasks are {(works.Contains(Work.Tasks) ? ClientTaskState.Done : ClientTaskState.Todo)}")
            .And.Contain("integrity: ok").And.Contain("foreign keys broken: none");
    }

    /// <summary>What is missing, what is there and should not be, and what is there more than once.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var (should, does) = (expected.CountBy(line => line).ToDictionary(), actual.CountBy(line => line).ToDictionary());
        return
        [
            .. should.Where(line => does.GetValueOrDefault(line.Key) < line.Value).Select(line => $"missing: {line.Key}"),
            .. does.Where(line => line.Value > should.GetValueOrDefault(line.Key)).Select(line => $"too much: {line.Key}"),
        ];
    }

    private static async Task<IReadOnlyList<string>> ReceivedAsync(MeecoSession other, int index, string kind)
    {
        var lines = new List<string>();
        await foreach (var item in other.Items.ListAsync(new ItemFilter { Own = false }, TestContext.Current.CancellationToken))
        {
            if (item.Label.StartsWith(kind, StringComparison.Ordinal))
            {
                var slots = item.Slots.OrderBy(slot => slot.Name, StringComparer.Ordinal)
                    .Select(slot => $"{slot.Name}={slot.Value} ({slot.Verification})");
                lines.Add(
                    $"recipient {index + 1} reads {item.Label} {item.AcceptanceStatus} {item.SharingMode}: "
                    + $"{string.Join(", ", slots)}{item.Error?.ErrorId}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static async Task<IReadOnlyList<string>> SharedAsync(World world, string kind)
    {
        var labels = new Dictionary<string, string>();
        await foreach (var item in new ItemLister(world.Alice).FindAsync(new ItemFilter(), TestContext.Current.CancellationToken))
        {
            labels[item.Id] = item.Label;
        }

        var lines = new List<string>();
        var filter = new ShareFilter { Direction = ShareDirection.Outgoing };
        await foreach (var share in world.Alice.Shares.ListAsync(filter, TestContext.Current.CancellationToken))
        {
            if (labels[share.ItemId].StartsWith(kind, StringComparison.Ordinal))
            {
                lines.Add(
                    $"Alice shares {labels[share.ItemId]} with {share.ConnectionName} {share.AcceptanceStatus} "
                    + $"{share.SharingMode} {share.ExpiresAt}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static async Task<IReadOnlyList<string>> TasksAsync(World world)
    {
        var states = new List<ClientTaskState>();
        await foreach (var task in world.Alice.ClientTasks.ListAsync(new ClientTaskFilter(), TestContext.Current.CancellationToken))
        {
            states.Add(task.State);
        }

        return
        [
            .. states.GroupBy(state => state).OrderBy(group => group.Key)
                .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} tasks are {group.Key}")),
        ];
    }

    private static IEnumerable<string> Stored(string folder)
    {
        using var database = World.Open(folder);
        foreach (var table in Tables)
        {
            yield return $"{Scalar($"SELECT COUNT(*) FROM \"{table}\"")} rows in {table}";
        }

        yield return $"integrity: {Scalar("PRAGMA integrity_check")}";
        yield return $"foreign keys broken: {Scalar("PRAGMA foreign_key_check") ?? "none"}";

        object? Scalar(string text)
        {
            using var command = database.CreateCommand();
            command.CommandText = text;
            return command.ExecuteScalar();
        }
    }
}
