namespace Meeco.Server.Storage;

/// <summary>The server's own keys, read once at start.</summary>
internal sealed class ServerSecrets
{
    private readonly Dictionary<string, byte[]> _values = [];

    /// <summary>The name of the AES-256 key under which public ids are made.</summary>
    public const string PublicIdKey = "public_ids";

    /// <summary>The name of the HMAC key that gives unknown user names their steady challenges.</summary>
    public const string FakeChallengeKey = "fake_challenges";

    /// <summary>The name of the HMAC key that signs the addresses of blobs.</summary>
    public const string BlobUrlKey = "blob_urls";

    /// <summary>The name of the key of which <see cref="StorageSeal"/> makes its own.</summary>
    public const string SealKey = "seals";

    /// <summary>All names; each key is 32 random bytes.</summary>
    public static IReadOnlyList<string> Names { get; } = [PublicIdKey, FakeChallengeKey, BlobUrlKey, SealKey];

    /// <summary>The key of that name.</summary>
    /// <exception cref="InvalidOperationException">The storage was not prepared yet.</exception>
    public ReadOnlySpan<byte> this[string name] => _values.TryGetValue(name, out var value)
        ? value
        : throw new InvalidOperationException($"The server's secret '{name}' is not loaded: the storage was not prepared.");

    internal void Load(IEnumerable<ServerSecret> secrets)
    {
        foreach (var secret in secrets)
        {
            _values[secret.Name] = secret.Value;
        }
    }
}
