using Meeco.Server.Delegations;
using Microsoft.AspNetCore.Http.Features;

namespace Meeco.Server.Http;

/// <summary>Who calls the vault; a handler takes it as a parameter.</summary>
/// <param name="UserKey">The vault user as whom the call acts (rule 58).</param>
/// <param name="SessionKey">The session the token belongs to.</param>
internal sealed record VaultCaller(long UserKey, long SessionKey)
{
    /// <summary>Whose token it is: the delegate, where he acts for <see cref="UserKey"/>; the same user otherwise.</summary>
    public long ActorKey { get; init; } = UserKey;

    /// <summary>What the delegate may do; null where the user acts for himself.</summary>
    public DelegationRole? Role { get; init; }

    public static ValueTask<VaultCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.GetRequiredFeature<VaultCaller>());
}
