namespace Meeco.Wire;

/// <summary>On what a change of a task can be made to depend: whoever changes many does not know how each stands by then.</summary>
public static class ClientTaskConditions
{
    /// <summary>It has failed.</summary>
    public const string Failed = "failed";

    /// <summary>The session that asks holds the claim.</summary>
    public const string ClaimedByThisSession = "claimed_by_this_session";

    /// <summary>Another session holds the claim, whether it lives or has ended.</summary>
    public const string ClaimedByAnotherSession = "claimed_by_another_session";

    /// <summary>A session that has ended holds the claim.</summary>
    public const string ClaimedByEndedSession = "claimed_by_ended_session";
}
