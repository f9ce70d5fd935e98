namespace Meeco.Server.Tests.Operation;

/// <summary>Tests that run when the parallel ones are done: what is counted in a process is counted for all its servers.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
