namespace Meeco.Server.Delegations;

/// <summary>What a delegate must be to call an endpoint for the account's owner.</summary>
/// <param name="Least">The lowest role that may; null where no delegate may, for it concerns the owner or his own sessions alone.</param>
internal sealed record DelegatePolicy(DelegationRole? Least);

/// <summary>Says who may call an endpoint through a delegation, where that is not: readers what reads, the others all.</summary>
internal static class DelegatePolicyExtensions
{
    /// <summary>Only the account's owner himself.</summary>
    public static RouteHandlerBuilder NotForDelegates(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new DelegatePolicy(Least: null));

    /// <summary>The owner, and delegates of at least that role.</summary>
    public static RouteHandlerBuilder ForDelegates(this RouteHandlerBuilder endpoint, DelegationRole least) =>
        endpoint.WithMetadata(new DelegatePolicy(least));
}
