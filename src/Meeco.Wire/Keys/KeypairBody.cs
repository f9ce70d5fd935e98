using System.Text.Json;

namespace Meeco.Wire;

/// <summary>An RSA pair of a user.</summary>
public sealed record KeypairBody
{
    /// <summary>Its id; connections and shares carry it as their keypair external id.</summary>
    public required string Id { get; init; }

    /// <summary>The public key as PEM, byte for byte as stored.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The private key's PEM under the KEK (`Aes256Gcm.…`).</summary>
    public required string EncryptedSerializedKey { get; init; }

    /// <summary>A free JSON object, never null.</summary>
    public JsonElement Metadata { get; init; } = WireJson.EmptyObject;

    /// <summary>Names to find the pair by.</summary>
    public IReadOnlyList<string> ExternalIdentifiers { get; init; } = [];
}
