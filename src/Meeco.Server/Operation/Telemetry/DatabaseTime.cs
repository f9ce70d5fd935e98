using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Meeco.Server.Operation.Telemetry;

/// <summary>Measures what the database takes, without a word of what it was asked.</summary>
internal sealed class DatabaseTime(ServerMetrics metrics) : DbCommandInterceptor
{
    /// <summary>The name of the source of its spans.</summary>
    public const string Source = "Meeco.Server.Database";

    private static readonly ActivitySource Spans = new(Source);

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Note(eventData, failed: false);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Note(eventData, failed: false);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Note(eventData, failed: false);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Note(eventData, failed: false);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Note(eventData, failed: false);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Note(eventData, failed: false);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Note(eventData, failed: true);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData, failed: true);
        return Task.CompletedTask;
    }

    /// <summary>Measures what is asked of the database without EF.</summary>
    public static async Task<T> MeasureAsync<T>(ServerMetrics metrics, Func<Task<T>> ask)
    {
        using var span = Spans.StartActivity("database", ActivityKind.Client);
        var begun = Stopwatch.GetTimestamp();
        var failed = true;
        try
        {
            var answer = await ask();
            failed = false;
            return answer;
        }
        finally
        {
            metrics.DatabaseAnswered(Stopwatch.GetElapsedTime(begun), failed);
            if (failed)
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    /// <inheritdoc cref="MeasureAsync{T}"/>
    public static Task MeasureAsync(ServerMetrics metrics, Func<Task> ask) => MeasureAsync(
        metrics,
        async () =>
        {
            await ask();
            return true;
        });

    private void Note(CommandEndEventData ended, bool failed)
    {
        metrics.DatabaseAnswered(ended.Duration, failed);
        using var span = Spans.StartActivity(ActivityKind.Client, startTime: ended.StartTime, name: "database");
        if (failed)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
