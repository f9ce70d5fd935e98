namespace Meeco.Benchmarks.Providers;

/// <summary>What the server does of what the database alone does.</summary>
/// <param name="Provider">The database.</param>
/// <param name="Call">The call.</param>
/// <param name="Users">How many at once.</param>
/// <param name="Server">Calls a second.</param>
/// <param name="Database">The same rows a second.</param>
internal sealed record BareResult(string Provider, string Call, int Users, double Server, double Database)
{
    public double Part => Server / Database;
}
