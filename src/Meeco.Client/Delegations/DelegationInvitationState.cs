namespace Meeco;

/// <summary>What became of an invitation to a delegation.</summary>
public enum DelegationInvitationState
{
    /// <summary>A state that this version does not know.</summary>
    Unknown,

    /// <summary>It waits for an answer.</summary>
    New,

    /// <summary>The invited user has accepted.</summary>
    Accepted,

    /// <summary>The invited user does not want it.</summary>
    Rejected,

    /// <summary>Who invited has taken it back.</summary>
    Removed,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}
