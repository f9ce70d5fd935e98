namespace Meeco.Benchmarks.Providers;

/// <summary>A request that only has to be sent.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Token">The session's token.</param>
/// <param name="Body">JSON in one line; empty for none.</param>
internal sealed record PreparedRequest(string Method, string Path, string Token, string Body = "")
{
    public override string ToString() => $"{Method} {Path}";
}
