using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Delegations;

/// <summary>
/// Keeps delegates to their role, for all endpoints of both services in one place (rule 56): a reader reads, the others
/// write as well, and what is the owner's alone stays his.
/// </summary>
internal static class DelegateGuard
{
    /// <summary>Refuses what the caller's role does not allow; it stands in front of every endpoint.</summary>
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var role = context.Features.Get<VaultCaller>()?.Role ?? context.Features.Get<KeystoreCaller>()?.Role;
        if (role is { } given)
        {
            Require(given, context.GetEndpoint()?.Metadata.GetMetadata<DelegatePolicy>() ?? Usual(context.Request));
        }

        return next(context);
    }

    /// <summary>For what writes although it is asked with GET.</summary>
    /// <exception cref="RefusedException">403: the caller is a reader.</exception>
    public static void RequireWriter(VaultCaller caller)
    {
        if (caller.Role is { } role)
        {
            Require(role, new DelegatePolicy(DelegationRole.Admin));
        }
    }

    /// <summary>For what only delegates of the role <c>owner</c> do.</summary>
    /// <exception cref="RefusedException">403: the caller is a delegate of a lower role.</exception>
    public static void RequireOwner(VaultCaller caller)
    {
        if (caller.Role is { } role)
        {
            Require(role, new DelegatePolicy(DelegationRole.Owner));
        }
    }

    private static DelegatePolicy Usual(HttpRequest request) =>
        new(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? DelegationRole.Reader : DelegationRole.Admin);

    private static void Require(DelegationRole role, DelegatePolicy policy)
    {
        if (policy.Least is null)
        {
            throw Refuse.Forbidden(ErrorCodes.DelegationNotPermitted, "Only the account's owner himself may do this.");
        }

        if (role < policy.Least)
        {
            throw role == DelegationRole.Reader
                ? Refuse.Forbidden(ErrorCodes.DelegationReadOnly, "You act for this user as a reader, who changes nothing.")
                : Refuse.Forbidden(
                    ErrorCodes.DelegationNotPermitted,
                    $"You act for this user as {role.Text()}; this needs the role {policy.Least.Value.Text()}.");
        }
    }
}
