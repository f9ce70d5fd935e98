namespace Meeco.Server.ClientTasks;

/// <summary>Who holds the claim of a task, as seen by the session that wants to change it.</summary>
internal enum ClaimHolder
{
    /// <summary>Nobody: the task is not in progress.</summary>
    Nobody,

    /// <summary>The session that asks.</summary>
    ThisSession,

    /// <summary>Another session of the user, which is still logged in.</summary>
    LiveSession,

    /// <summary>A session that logged out or ran out.</summary>
    EndedSession,
}
