namespace Meeco.Wire;

/// <summary>What became of an invitation to a delegation (rule 60).</summary>
public static class DelegationInvitationStates
{
    /// <summary>It waits for an answer.</summary>
    public const string New = "new";

    /// <summary>The connection is a delegation now.</summary>
    public const string Accepted = "accepted";

    /// <summary>The invited user does not want it.</summary>
    public const string Rejected = "rejected";

    /// <summary>Who invited took it back.</summary>
    public const string Deleted = "deleted";
}
