using Meeco.Wire;

namespace Meeco;

/// <summary>Which kinds of tasks a session's batch runs.</summary>
internal static class ClientTaskKinds
{
    private static readonly string[] Known =
        [WorkTypes.UpdateItemShares, WorkTypes.SetupKeyDelegation, WorkTypes.ReencryptAccountOwnerKek];

    /// <summary>The kinds that a session runs.</summary>
    /// <param name="session">The session.</param>
    /// <returns>Their work types, in the order in which they are run.</returns>
    public static IEnumerable<string> RunBy(MeecoSession session) =>
        Known.Where(workType => WhyNotRunBy(session, workType) is null);

    /// <summary>Why a session leaves a kind of task alone.</summary>
    /// <param name="session">The session.</param>
    /// <param name="workType">The kind.</param>
    /// <returns>A stable name of the reason, and the reason; null if the session runs it.</returns>
    public static (string ErrorId, string Reason)? WhyNotRunBy(MeecoSession session, string workType) => workType switch
    {
        WorkTypes.UpdateItemShares => null,
        WorkTypes.IncomingDelegationInvitation =>
            ("AnswerRequired", "It waits for your answer: Approve-MeecoDelegationInvitation or Deny-MeecoDelegationInvitation."),
        WorkTypes.SetupKeyDelegation when session.Kind == MeecoSessionKind.Delegate && session.DelegationRole != DelegationRole.Owner =>
            ("DelegationNotPermitted", "Only the account's owner, or a delegate of this role, hands out its key."),
        WorkTypes.ReencryptAccountOwnerKek when session.Kind == MeecoSessionKind.Delegate =>
            ("DelegationNotPermitted", "Only the account's owner keeps the keys that he was handed."),
        WorkTypes.SetupKeyDelegation or WorkTypes.ReencryptAccountOwnerKek => null,
        _ => ("UnknownWorkType", $"This version does not know the work '{workType}'."),
    };
}
