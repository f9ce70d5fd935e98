namespace Meeco.Server.Storage;

/// <summary>A statement that is run once a row.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Columns">Its parameters, in order.</param>
internal sealed record RowStatement(string Text, IReadOnlyList<RowColumn> Columns);
