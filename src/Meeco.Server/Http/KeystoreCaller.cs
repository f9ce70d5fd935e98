using Microsoft.AspNetCore.Http.Features;

namespace Meeco.Server.Http;

/// <summary>Who calls the keystore; a handler takes it as a parameter.</summary>
/// <param name="UserKey">The keystore user.</param>
/// <param name="SessionKey">The session his token belongs to.</param>
internal sealed record KeystoreCaller(long UserKey, long SessionKey)
{
    public static ValueTask<KeystoreCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.GetRequiredFeature<KeystoreCaller>());
}
