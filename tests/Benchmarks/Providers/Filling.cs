using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>
/// Fills the database of a running server with copies of the first of each kind that is in it, by statements that both providers
/// understand: rows are of the size that clients made, and keys follow from each other.
/// </summary>
/// <param name="connection">An open connection.</param>
/// <param name="provider">Whose it is.</param>
internal sealed class Filling(DbConnection connection, Provider provider)
{
    // More would make one transaction of a size that no server ever sees.
    private const int RingsAtOnce = 5;

    private static readonly string[] Tables =
        ["VaultUsers", "Connections", "Items", "Slots", "ReceivedItems", "Shares", "Events", "ClientTasks", "Invitations"];

    private const string Item = "{i}";
    private const string Share = "{i} / 10";
    private const string Place = "{i} % 10";

    private readonly long _begin = TimeProvider.System.GetUtcNow().AddDays(-60).ToUnixTimeMilliseconds();

    /// <summary>Fills it with so many rings, and everybody else.</summary>
    public async Task RunAsync(int rings, CancellationToken cancel)
    {
        await AddOthersAsync(cancel);
        for (var from = 0; from < rings; from += RingsAtOnce)
        {
            await AddRingsAsync(from, Math.Min(rings, from + RingsAtOnce), cancel);
        }

        await RunAsync(provider.AfterFilling, cancel);
    }

    /// <summary>Logs a user in.</summary>
    /// <returns>The token.</returns>
    public async Task<string> LogInAsync(long user, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO "VaultSessions" ("UserKey", "TokenHash", "CreatedAt", "ExpiresAt") VALUES (@user, @hash, @now, @end)
            """;
        var now = TimeProvider.System.GetUtcNow();
        Add(command, "@user", user);
        Add(command, "@hash", SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        Add(command, "@now", now.ToUnixTimeMilliseconds());
        Add(command, "@end", now.AddDays(1).ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync(cancel);
        return token;
    }

    private async Task AddOthersAsync(CancellationToken cancel)
    {
        await RunAsync(provider.BeforeFilling, cancel);
        foreach (var table in Tables)
        {
            await RunAsync([provider.NextKeyOf(table, Sql(FirstKeyOfServer))], cancel);
        }

        await UsersAsync(GreatSharer, 0, 1 + Recipients, cancel);
        await UsersAsync(FirstFreshOwner, 0, FreshOwners, cancel);
        var recipient = $"{Sql(FirstGreatRecipient)} + {Place}";
        foreach (var (owners, count) in new[] { (GreatSharer, 1), (FirstFreshOwner, FreshOwners) })
        {
            var owner = $"{Sql(owners)} + {Share}";
            await ConnectionsAsync(owners * 1000, 0, count * Recipients, owner, recipient, cancel);
            await ConnectionsAsync((owners * 1000) + 500, 0, count * Recipients, recipient, owner, cancel);
        }

        await ItemsAsync(FirstFreshItem, 0, FreshItems, $"{Sql(FirstFreshOwner)} + {Item} % {FreshOwners}", cancel);
    }

    private async Task AddRingsAsync(int from, int to, CancellationToken cancel)
    {
        var (first, last) = (from * UsersPerRing, to * UsersPerRing);
        const int others = UsersPerRing - 1;
        await UsersAsync(FirstUser, first, last, cancel);
        await ConnectionsAsync(
            FirstUser,
            first * others,
            last * others,
            $"{Sql(FirstUser)} + {{i}} / {others}",
            Neighbour($"({{i}} / {others})", $"({{i}} % {others})"),
            cancel);
        await CopyAsync(
            "Invitations",
            """ "Key" = (SELECT MIN("Key") FROM "Invitations") """,
            first * others,
            last * others,
            cancel,
            ("Key", $"{Sql(FirstUser)} + {{i}}"),
            ("SenderKey", $"{Sql(FirstUser)} + {{i}} / {others}"),
            ("InvitedUserKey", "NULL"),
            ("TokenHash", provider.RandomBytes),
            ("CreatedAt", $"{Sql(_begin)} + {{i}} * 1000"));

        var owner = $"{Sql(FirstUser)} + {Item} / {ItemsPerUser}";
        await ItemsAsync(FirstItem, first * ItemsPerUser, last * ItemsPerUser, owner, cancel);
        await SharesAsync(
            FirstItem,
            first * ItemsPerUser,
            last * ItemsPerUser,
            $"{Sql(FirstUser)} + {Share} / {ItemsPerUser}",
            Neighbour($"({Share} / {ItemsPerUser})", $"({Place})"),
            cancel);

        var great = Sql(GreatSharer);
        await ItemsAsync(FirstGreatItem, from * GreatItemsPerRing, to * GreatItemsPerRing, great, cancel);
        await SharesAsync(
            FirstGreatItem, from * GreatItemsPerRing, to * GreatItemsPerRing, great, $"{Sql(FirstGreatRecipient)} + {Place}", cancel);
    }

    // In the same ring, so many places behind.
    private static string Neighbour(string user, string distance) =>
        $"{Sql(FirstUser)} + ({user} / {UsersPerRing}) * {UsersPerRing} + ({user} % {UsersPerRing} + 1 + {distance}) % {UsersPerRing}";

    private Task UsersAsync(long firstKey, int from, int to, CancellationToken cancel) => CopyAsync(
        "VaultUsers",
        """ "Key" = (SELECT MIN("Key") FROM "VaultUsers") """,
        from,
        to,
        cancel,
        ("Key", $"{Sql(firstKey)} + {{i}}"),
        ("KeystoreUserKey", "NULL"),
        ("PublicKeyFingerprint", "NULL"));

    private Task ConnectionsAsync(long firstKey, int from, int to, string user, string other, CancellationToken cancel) => CopyAsync(
        "Connections",
        """ "Key" = (SELECT MIN("Key") FROM "Connections") """,
        from,
        to,
        cancel,
        ("Key", $"{Sql(firstKey)} + {{i}}"),
        ("UserKey", user),
        ("OtherUserKey", other),
        ("CreatedAt", $"{Sql(_begin)} + {{i}} * 10"));

    private async Task ItemsAsync(long firstKey, int from, int to, string owner, CancellationToken cancel)
    {
        const string prototype = """ (SELECT MIN("Key") FROM "Items") """;
        var key = $"({Sql(firstKey)} + {Item})";
        var time = $"{Sql(_begin)} + {Item} * 10000";
        await CopyAsync(
            "Items", $"\"Key\" = {prototype}", from, to, cancel, ("Key", key), ("OwnerKey", owner), ("CreatedAt", time), ("UpdatedAt", time));
        await CopyAsync(
            "Slots",
            $"\"ItemKey\" = {prototype}",
            from,
            to,
            cancel,
            ("Key", $"{key} * 10 + p.\"Key\" - (SELECT MIN(\"Key\") FROM \"Slots\" WHERE \"ItemKey\" = {prototype})"),
            ("ItemKey", key),
            ("CreatedAt", time),
            ("UpdatedAt", time));
        await CopyAsync("ItemClassifications", $"\"ItemsKey\" = {prototype}", from, to, cancel, ("ItemsKey", key));
    }

    private async Task SharesAsync(long firstItem, int fromItem, int toItem, string owner, string recipient, CancellationToken cancel)
    {
        var (from, to) = (fromItem * Recipients, toItem * Recipients);
        var key = $"({Sql(firstItem * Recipients)} + {{i}})";
        var item = $"({Sql(firstItem)} + {Share})";
        var time = $"{Sql(_begin)} + {Share} * 10000 + 1000";
        await CopyAsync(
            "ReceivedItems",
            """ "Key" = (SELECT MIN("Key") FROM "ReceivedItems") """,
            from,
            to,
            cancel,
            ("Key", key),
            ("ItemKey", item),
            ("RecipientKey", recipient),
            ("CreatedAt", time));
        await CopyAsync(
            "Shares",
            """ "Key" = (SELECT MIN("Key") FROM "Shares") """,
            from,
            to,
            cancel,
            ("Key", key),
            ("ItemKey", item),
            ("ReceivedItemKey", key),
            ("OwnerKey", owner),
            ("SenderKey", owner),
            ("RecipientKey", recipient),
            ("Acceptance", $"CASE WHEN {Place} = 9 THEN 1 ELSE 0 END"),
            ("CreatedAt", time));
        foreach (var (side, user, other) in new[] { (0, owner, recipient), (1, recipient, owner) })
        {
            await CopyAsync(
                "Events",
                """ "Key" = (SELECT MIN("Key") FROM "Events" WHERE "Subject_ShareKey" IS NOT NULL) """,
                from,
                to,
                cancel,
                ("Key", $"{key} * 2 + {side}"),
                ("UserKey", user),
                ("ActorKey", owner),
                ("Subject_ItemKey", item),
                ("Subject_ShareKey", key),
                ("Subject_ReceivedItemKey", side == 0 ? "NULL" : key),
                ("Subject_OtherUserKey", other),
                ("CreatedAt", time));
        }

        // One that waits and one that was done, for each item.
        await CopyAsync(
            "ClientTasks",
            """ "Key" = (SELECT MIN("Key") FROM "ClientTasks") """,
            fromItem * 2,
            toItem * 2,
            cancel,
            ("Key", $"{Sql(firstItem * 2)} + {{i}}"),
            ("UserKey", owner.Replace(Share, "({i} / 2)", StringComparison.Ordinal)),
            ("TargetKey", $"{Sql(firstItem)} + {{i}} / 2"),
            ("State", "({i} % 2) * 2"),
            ("LastStateTransitionAt", $"CASE WHEN {{i}} % 2 = 1 THEN {Sql(_begin)} + {{i}} * 5000 END"),
            ("CreatedAt", $"{Sql(_begin)} + {{i}} * 5000"));
    }

    // For each number from one to another a copy of the rows, with some columns changed.
    private async Task CopyAsync(
        string table, string where, int from, int to, CancellationToken cancel, params (string Column, string Expression)[] changed)
    {
        var columns = await ColumnsAsync(table, cancel);
        var values = columns.Select(column => changed.FirstOrDefault(one => one.Column == column).Expression is { } expression
            ? expression.Replace("{i}", "n.i", StringComparison.Ordinal)
            : $"p.\"{column}\"");
        await RunAsync(
            [
                $"""
                WITH RECURSIVE n(i) AS (SELECT CAST({Sql(from)} AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {Sql(to)})
                INSERT INTO "{table}" ({string.Join(", ", columns.Select(static column => $"\"{column}\""))})
                SELECT {string.Join(", ", values)} FROM "{table}" AS p CROSS JOIN n WHERE p.{where.Trim()}
                """,
            ],
            cancel);
    }

    private async Task<IReadOnlyList<string>> ColumnsAsync(string table, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" LIMIT 0";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    private async Task RunAsync(IEnumerable<string> statements, CancellationToken cancel)
    {
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
