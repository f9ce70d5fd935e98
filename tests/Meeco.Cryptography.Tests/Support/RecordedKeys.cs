using System.Text.Json;

namespace Meeco.Cryptography.Tests.Support;

/// <summary>The two key pairs of the vectors, by their size.</summary>
internal static class RecordedKeys
{
    private static readonly Lazy<Dictionary<string, RsaKeyPair>> Pairs = new(() => Vector.Section("rsaKeys").Json
        .EnumerateObject()
        .ToDictionary(pair => pair.Name, pair => RsaKeyPair.FromPem(pair.Value.GetProperty("privatePem").GetString())));

    public static RsaKeyPair Of(Vector vector, string fallback = "2048") =>
        Pairs.Value[vector.Json.TryGetProperty("rsaKey", out var size) ? SizeOf(size) : fallback];

    public static RsaKeyPair Of(int size) => Pairs.Value[size.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    private static string SizeOf(JsonElement size) => size.ToString();
}
