using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Storage.Postgres;

/// <summary>
/// Runs a unit of work again that the database undid, or that could not reach it, so that no client hears of it. The unit is
/// all that happens in one transaction (<see cref="Transactions"/>), or one query outside of any.
/// </summary>
internal sealed class PostgresRetries(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, maxRetryCount: 30, maxRetryDelay: TimeSpan.FromSeconds(1))
{
    // A check that passes each time, where the constraint fails each time, is a mistake of this program.
    private const int ConstraintTries = 5;

    private const int AwayTries = 6;

    private static readonly TimeSpan FirstConflictDelay = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan FirstAwayDelay = TimeSpan.FromMilliseconds(100);

    protected override bool ShouldRetryOn(Exception exception)
    {
        if (exception is UnknownOutcomeException)
        {
            return false;
        }

        return PostgresErrors.IsUndone(exception)
            || (PostgresErrors.IsConstraint(exception) && Met(PostgresErrors.IsConstraint) <= ConstraintTries)
            || (PostgresErrors.IsAway(exception) && Met(PostgresErrors.IsAway) <= AwayTries);
    }

    // Spread at random, so that those who met do not meet again; and the wider the oftener, so that of many who are at it on a slow
    // machine few are at once.
    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        if (ExceptionsEncountered.Count > MaxRetryCount)
        {
            return null;
        }

        var first = PostgresErrors.IsAway(lastException) ? FirstAwayDelay : FirstConflictDelay;
        var bound = Math.Min(first.TotalMilliseconds * Math.Pow(2, ExceptionsEncountered.Count - 1), MaxRetryDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(bound * Random.Shared.NextDouble());
    }

    private int Met(Func<Exception, bool> kind) => ExceptionsEncountered.Count(kind);
}
