namespace Meeco.Server.Connections;

/// <summary>What became of an invitation (rule 17). The numbers are stored; that one has expired is told by the time.</summary>
internal enum InvitationState
{
    New = 0,

    Connected = 1,

    Rejected = 2,

    Accepted = 3,

    Cancelled = 4,
}
