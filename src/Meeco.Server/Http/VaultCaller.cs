using Microsoft.AspNetCore.Http.Features;

namespace Meeco.Server.Http;

/// <summary>Who calls the vault; a handler takes it as a parameter.</summary>
/// <param name="UserKey">The vault user.</param>
/// <param name="SessionKey">The session his token belongs to.</param>
internal sealed record VaultCaller(long UserKey, long SessionKey)
{
    public static ValueTask<VaultCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.GetRequiredFeature<VaultCaller>());
}
