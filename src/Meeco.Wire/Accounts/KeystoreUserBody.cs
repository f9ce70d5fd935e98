namespace Meeco.Wire;

/// <summary>A user as the keystore knows him.</summary>
public sealed record KeystoreUserBody
{
    /// <summary>The id of the keystore account.</summary>
    public required string Id { get; init; }

    /// <summary>The name he logs in with.</summary>
    public required string Username { get; init; }
}
