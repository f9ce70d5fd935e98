using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Meeco.Server.Http;

/// <summary>Session and admission tokens: 32 random bytes, of which the database keeps only the SHA-256.</summary>
internal static class SessionToken
{
    private const string BearerPrefix = "Bearer ";

    /// <summary>A new token: 43 characters of base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored and looked up instead of the token.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The token of the header <c>Authorization</c>, raw or after <c>Bearer</c>; null when there is none (docs/WIRE.md 1.2).</summary>
    public static string? Of(HttpRequest request)
    {
        var value = request.Optional(HeaderNames.Authorization);
        return value is not null && value.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? value[BearerPrefix.Length..].Trim()
            : value;
    }
}
