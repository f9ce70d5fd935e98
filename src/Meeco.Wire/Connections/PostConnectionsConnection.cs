namespace Meeco.Wire;

/// <summary>Which invitation is accepted, and under which name.</summary>
public sealed record PostConnectionsConnection
{
    /// <summary>The name for the sender of the invitation, under the accepting user's DEK.</summary>
    public string? EncryptedRecipientName { get; init; }

    /// <summary>The token: a secret.</summary>
    public string? InvitationToken { get; init; }

    /// <summary>A decentralised identifier.</summary>
    public string? RecipientDid { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(PostConnectionsConnection);
}
