using System.Data.Common;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Meeco.Server.Http;

/// <summary>
/// Gives the instances on one database of PostgreSQL's the requests of callers, several at once, so that few of them ask. What a
/// caller may send fills up steadily, as in a bucket of tokens; the row says when it will be full, from which all else follows.
/// </summary>
internal sealed partial class SharedAllowances(
    DatabaseAddress address,
    ServerMetrics metrics,
    TimeProvider clock,
    ILogger<SharedAllowances> logger)
{
    private const string Free = """LEAST(@wanted, GREATEST(0, @burst * @period - GREATEST(0, known."FullAt" - @now)) / @period)""";

    // One statement, which others wait for at the row, and which is right alone: it is in no transaction with anything.
    private const string Take = $"""
        INSERT INTO "RequestAllowances" AS known ("Caller", "FullAt", "Given")
        VALUES (@caller, @now + @wanted * @period, @wanted)
        ON CONFLICT ("Caller") DO UPDATE SET
            "Given" = {Free},
            "FullAt" = GREATEST(known."FullAt", @now) + {Free} * @period
        RETURNING "Given", "FullAt"
        """;

    /// <summary>Takes some of a caller's requests.</summary>
    /// <param name="caller">Who he is.</param>
    /// <param name="limit">What he may send.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>How many there were, and how long it takes until there is another.</returns>
    public async Task<(int Given, TimeSpan Wait)> TakeAsync(string caller, CallerLimit limit, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcTicks;
        try
        {
            var (given, fullAt) = await DatabaseTime.MeasureAsync(metrics, () => AskAsync(caller, limit, now, cancel));
            return (given, TimeSpan.FromTicks(Math.Max(0, fullAt + limit.Period.Ticks - (limit.Burst * limit.Period.Ticks) - now)));
        }
        catch (Exception fault) when (fault is DbException or TimeoutException)
        {
            // It spares the database, and nobody is let in by it: what the request wants there, it will be told itself.
            LogNotAsked(fault);
            return (1, TimeSpan.Zero);
        }
    }

    private async Task<(int Given, long FullAt)> AskAsync(string caller, CallerLimit limit, long now, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(Take, connection);
        command.Parameters.AddWithValue("caller", NpgsqlDbType.Text, caller);
        command.Parameters.AddWithValue("now", NpgsqlDbType.Bigint, now);
        command.Parameters.AddWithValue("period", NpgsqlDbType.Bigint, limit.Period.Ticks);
        command.Parameters.AddWithValue("burst", NpgsqlDbType.Bigint, (long)limit.Burst);
        command.Parameters.AddWithValue("wanted", NpgsqlDbType.Bigint, (long)limit.Lot);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt32(0), reader.GetInt64(1));
    }

    [LoggerMessage(LogLevel.Debug, "The database could not be asked how much a caller may send.")]
    private partial void LogNotAsked(Exception fault);
}
