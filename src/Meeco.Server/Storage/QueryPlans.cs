using System.Linq.Expressions;

namespace Meeco.Server.Storage;

/// <summary>Says what a database cannot know when it chooses how to find rows.</summary>
internal static class QueryPlans
{
    /// <summary>
    /// Filters by a column, and not by way of its index. Where a query names the records it wants, and a page of them in
    /// their order, SQLite would take the index that has the order, and read all of a user's rows for the few that are named:
    /// the more he has, the longer it would take.
    /// </summary>
    /// <param name="rows">Rows that something else finds.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">What it must hold.</param>
    /// <typeparam name="T">A row.</typeparam>
    /// <returns>The rows that hold it.</returns>
    public static IQueryable<T> WhereOnly<T>(this IQueryable<T> rows, Expression<Func<T, long>> column, long value)
    {
        // An index is of a column, and a sum is none.
        var sum = Expression.Add(column.Body, Expression.Constant(0L));
        Expression<Func<long>> wanted = () => value;
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.Equal(sum, wanted.Body), column.Parameters));
    }
}
