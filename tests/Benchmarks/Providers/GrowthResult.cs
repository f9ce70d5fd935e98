namespace Meeco.Benchmarks.Providers;

/// <summary>What a call cost with so many shares in the database.</summary>
internal sealed record GrowthResult(string Provider, string Call, string Who, int Shares, WrkResult Result);
