namespace MeecoPS.Tests.Secrets;

/// <summary>What a secret is: each has its own places where it may be seen.</summary>
[Flags]
internal enum SecretKind
{
    None = 0,
    Passphrase = 1,
    AccountSecret = 2,

    /// <summary>KEK, DEK and the key derived from the passphrase.</summary>
    LongLivedKey = 4,

    PrivateKey = 8,

    /// <summary>What a server takes for a session.</summary>
    SessionToken = 16,

    /// <summary>What lets somebody accept an invitation.</summary>
    InvitationToken = 32,
    SlotValue = 64,
    FileKey = 128,
    FileContent = 256,

    /// <summary>What names a delegation at the keystore; the wire shows it to its two users, and the module to nobody.</summary>
    DelegationToken = 512,
}
