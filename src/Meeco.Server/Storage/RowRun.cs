namespace Meeco.Server.Storage;

/// <summary>A statement with the rows that it is to be run for.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Rows">The rows.</param>
internal sealed record RowRun(RowStatement Statement, IReadOnlyCollection<object> Rows);
