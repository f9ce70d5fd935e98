namespace Meeco.Server.Storage;

/// <summary>A statement that writes rows.</summary>
/// <param name="Table">The table that it writes.</param>
/// <param name="Text">The statement.</param>
/// <param name="Columns">Its parameters, in order.</param>
/// <param name="TakesLists">Whether it is run once for all rows, with a list for each column; else once a row, with its values.</param>
internal sealed record RowStatement(string Table, string Text, IReadOnlyList<RowColumn> Columns, bool TakesLists = false);
