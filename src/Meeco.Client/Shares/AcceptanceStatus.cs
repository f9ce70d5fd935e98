namespace Meeco;

/// <summary>Whether the recipient must accept a share, and whether he did.</summary>
public enum AcceptanceStatus
{
    /// <summary>It can be read at once.</summary>
    NotRequired,

    /// <summary>It can be read after acceptance.</summary>
    Required,

    /// <summary>The recipient accepted.</summary>
    Accepted,

    /// <summary>The recipient refused.</summary>
    Rejected,
}
