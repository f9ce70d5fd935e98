using System.Security;

namespace Meeco;

/// <summary>How an invitation is accepted.</summary>
internal sealed record AcceptedInvitation
{
    /// <summary>What the user of the session calls the one who invites; null for no name.</summary>
    public string? Name { get; init; }

    /// <summary>What opens the key of prepared shares in the simple workflow.</summary>
    public SecureString? Passphrase { get; init; }

    /// <summary>Whether the user agrees to the terms of the prepared shares.</summary>
    public bool AcceptShares { get; init; }

    /// <summary>In the multistep workflow: how the user introduces himself to the sender; null for not at all.</summary>
    public string? Introduction { get; init; }

    /// <summary>In the multistep workflow: what the sender reads; not encrypted.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
