namespace Meeco.Benchmarks.Soak;

/// <summary>What was done until now.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Users">How many did it.</param>
/// <param name="Times">How long each request took, in milliseconds, the shortest first.</param>
/// <param name="Errors">Requests that the server failed.</param>
/// <param name="Failures">What users could not do, by the error's id.</param>
/// <param name="ServerCpu">What it took of the server.</param>
/// <param name="DatabaseBytes">The size of the database.</param>
internal sealed record SoakResult(
    TimeSpan Elapsed,
    int Users,
    IReadOnlyList<double> Times,
    int Errors,
    IReadOnlyDictionary<string, int> Failures,
    TimeSpan ServerCpu,
    long DatabaseBytes);
