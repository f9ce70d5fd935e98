namespace Meeco;

/// <summary>What changes in a share; the rest stays.</summary>
internal sealed record ShareChanges
{
    /// <summary>Whether <see cref="ExpiresAt"/> is to be set at all.</summary>
    public bool SetExpiresAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the recipient may share on; null keeps it.</summary>
    public SharingMode? SharingMode { get; init; }
}
