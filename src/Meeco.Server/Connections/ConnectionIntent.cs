namespace Meeco.Server.Connections;

/// <summary>What a connection is for beyond sharing (rule 18). The numbers are stored: never change or reuse one.</summary>
internal enum ConnectionIntent
{
    /// <summary>The invited user becomes a member of the organisation whose agent invites.</summary>
    Member = 1,

    /// <summary>The user is a customer of the service whose agent is the other side.</summary>
    Service = 2,

    /// <summary>The invited user acts for the one who invites.</summary>
    Delegate = 3,
}
