using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.ClientTasks;

/// <summary>What tasks of each work type are about (rule 44).</summary>
internal static class ClientTaskTargets
{
    /// <summary>The kind of record that a work type's target is.</summary>
    public static IdKind KindOf(string workType) => workType switch
    {
        WorkTypes.UpdateItemShares => IdKind.Item,
        WorkTypes.SetupKeyDelegation or WorkTypes.ReencryptAccountOwnerKek => IdKind.Connection,
        WorkTypes.IncomingDelegationInvitation => IdKind.DelegationInvitation,
        _ => throw new ArgumentOutOfRangeException(nameof(workType), workType, "There is no such work."),
    };

    /// <summary>The work types whose target is such a record; none for other kinds.</summary>
    public static string[] WorkTypesOf(IdKind? kind) => kind switch
    {
        IdKind.Item => [WorkTypes.UpdateItemShares],
        IdKind.Connection => [WorkTypes.SetupKeyDelegation, WorkTypes.ReencryptAccountOwnerKek],
        IdKind.DelegationInvitation => [WorkTypes.IncomingDelegationInvitation],
        _ => [],
    };
}
