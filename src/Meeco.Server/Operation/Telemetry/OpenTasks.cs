namespace Meeco.Server.Operation.Telemetry;

/// <summary>The client tasks of one state that is not the end.</summary>
/// <param name="State">The state in the wire's words.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestAge">How long ago the oldest was made.</param>
internal sealed record OpenTasks(string State, long Count, TimeSpan OldestAge);
