namespace Meeco.Wire;

/// <summary>The states of an invitation (rule 17).</summary>
public static class InvitationStates
{
    /// <summary>Not answered yet.</summary>
    public const string New = "new";

    /// <summary>It became a connection.</summary>
    public const string Connected = "connected";

    /// <summary>The invited user refused.</summary>
    public const string Rejected = "rejected";

    /// <summary>The invited user agreed; the sender has to confirm.</summary>
    public const string Accepted = "accepted";

    /// <summary>The sender took it back.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>It was not answered in time.</summary>
    public const string Expired = "expired";
}
