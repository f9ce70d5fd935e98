namespace Meeco.Server.Storage;

/// <summary>A statement with the rows that it is to be run for.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Answered">Gets each row with the one value that the statement answered for it; null for none.</param>
internal sealed record RowRun(RowStatement Statement, IReadOnlyCollection<object> Rows, Action<object, object?> Answered);
