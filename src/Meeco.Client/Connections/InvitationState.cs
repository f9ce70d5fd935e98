namespace Meeco;

/// <summary>What became of an invitation.</summary>
public enum InvitationState
{
    /// <summary>A state that this version does not know.</summary>
    Unknown,

    /// <summary>Not answered yet.</summary>
    New,

    /// <summary>It became a connection.</summary>
    Connected,

    /// <summary>The invited user refused.</summary>
    Rejected,

    /// <summary>The invited user agreed; the sender has to confirm.</summary>
    Accepted,

    /// <summary>The sender took it back.</summary>
    Cancelled,

    /// <summary>It was not answered in time.</summary>
    Expired,
}
