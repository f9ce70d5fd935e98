namespace Meeco;

/// <summary>On what conditions an item is shared.</summary>
internal sealed record NewShare
{
    /// <summary>What the recipient agrees to; null for nothing.</summary>
    public string? Terms { get; init; }

    /// <summary>Whether he must accept first; null means: if there are terms.</summary>
    public bool? AcceptanceRequired { get; init; }

    /// <summary>Whether he must accept, said or not.</summary>
    public bool MustBeAccepted => AcceptanceRequired ?? !string.IsNullOrWhiteSpace(Terms);

    /// <summary>Whether he may share on.</summary>
    public SharingMode SharingMode { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The only slot to share, by machine name or id; null for all.</summary>
    public string? Slot { get; init; }

    /// <summary>Whether a recipient who has a live share of it already is passed over.</summary>
    public bool SkipExisting { get; init; }
}
