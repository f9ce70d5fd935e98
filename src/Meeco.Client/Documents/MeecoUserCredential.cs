using System.Security;

namespace Meeco;

/// <summary>What a user logs in with, as a file gives it. Binds to <c>Connect-Meeco</c>.</summary>
public sealed record MeecoUserCredential
{
    internal MeecoUserCredential()
    {
    }

    /// <summary>The account secret.</summary>
    public required SecureString Secret { get; init; }

    /// <summary>The passphrase.</summary>
    public required SecureString Passphrase { get; init; }

    /// <summary>The name of the type: secrets never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(MeecoUserCredential);
}
