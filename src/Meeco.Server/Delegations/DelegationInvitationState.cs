namespace Meeco.Server.Delegations;

/// <summary>What became of an invitation to a delegation (rule 60). The numbers are stored.</summary>
internal enum DelegationInvitationState
{
    New = 0,

    Accepted = 1,

    Rejected = 2,

    Deleted = 3,
}
