using System.Security;

namespace Meeco;

/// <summary>An invitation to make.</summary>
internal sealed record NewInvitation
{
    /// <summary>What the user of the session calls the invited one; null for no name.</summary>
    public string? Name { get; init; }

    /// <summary>After which time it ends; null for the server's choice.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Whether the sender confirms; null for the server's choice, or with items for the workflow that they need.</summary>
    public bool? Multistep { get; init; }

    /// <summary>What the invited user reads with it; not encrypted.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>The ids of the items to share with whoever accepts.</summary>
    public IReadOnlyList<string> ItemIds { get; init; } = [];

    /// <summary>On what conditions they are shared.</summary>
    public NewShare Conditions { get; init; } = new();

    /// <summary>In the simple workflow: what both sides know, and the shares' key is under.</summary>
    public SecureString? Passphrase { get; init; }

    /// <summary>Whether it takes that passphrase; then the workflow is the simple one, whatever the server's default is.</summary>
    public bool NeedsPassphrase => Multistep != true && ItemIds.Count > 0;
}
