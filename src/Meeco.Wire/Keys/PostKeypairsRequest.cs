using System.Text.Json;

namespace Meeco.Wire;

/// <summary>Stores an RSA pair (`POST /keypairs`).</summary>
public sealed record PostKeypairsRequest
{
    /// <summary>The private key's PEM under the KEK (`Aes256Gcm.…`).</summary>
    public string? EncryptedSerializedKey { get; init; }

    /// <summary>The public key as PEM, stored byte for byte.</summary>
    public string? PublicKey { get; init; }

    /// <summary>A free JSON object; absent means empty.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Names to find the pair by; `auth` for the login pair.</summary>
    public IReadOnlyList<string>? ExternalIdentifiers { get; init; }
}
