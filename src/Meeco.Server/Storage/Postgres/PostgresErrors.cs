using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Meeco.Server.Storage.Postgres;

/// <summary>What an error of PostgreSQL's means for the work that met it.</summary>
internal static class PostgresErrors
{
    /// <summary>The error of the database, where one caused the exception.</summary>
    public static NpgsqlException? Of(Exception exception) => exception switch
    {
        NpgsqlException error => error,
        { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    /// <summary>
    /// Two transactions cannot both be as if they had run alone, and the database undid this one. Each rule is checked before
    /// its constraint is met, so a constraint that is violated all the same is such a meeting too: done again, the check sees
    /// what the other did, and refuses in the wire's words.
    /// </summary>
    public static bool IsConflict(Exception exception) =>
        IsUndone(exception) || IsConstraint(exception);

    /// <summary>The database says that it undid the transaction.</summary>
    public static bool IsUndone(Exception exception) => Of(exception) is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>A row is there already, or one that it refers to, or that was to be changed, is gone.</summary>
    public static bool IsConstraint(Exception exception) => exception is DbUpdateConcurrencyException || Of(exception) is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation,
    };

    /// <summary>Nothing is wrong with the request, and later it may be answered.</summary>
    public static bool IsBusy(Exception exception) => IsUndone(exception) || IsAway(exception) || IsLate(exception);

    /// <summary>The database cannot be reached now, or ends the connection: soon it may answer again.</summary>
    public static bool IsAway(Exception exception) => IsOfLostPreparation(exception)
        || (Of(exception) is { IsTransient: true } error && !IsLate(error) && !IsConflict(error));

    /// <summary>It took longer than a request may wait.</summary>
    public static bool IsLate(Exception exception) => Of(exception) switch
    {
        PostgresException error => error.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled,
        { InnerException: TimeoutException } => true,
        _ => false,
    };

    // Where a connection breaks while a statement is prepared on it for its second use, Npgsql 10.0 looks for the statement that it has just
    // forgotten, and fails of that instead of telling (NpgsqlDataReader.NextResult).
    private static bool IsOfLostPreparation(Exception exception) =>
        (exception is DbUpdateException ? exception.InnerException : exception) is NullReferenceException { Source: nameof(Npgsql) };
}
