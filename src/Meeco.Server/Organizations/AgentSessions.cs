using Meeco.Cryptography;
using Meeco.Server.Accounts;
using Meeco.Server.Http;
using Meeco.Wire;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Organizations;

/// <summary>Lets a member act as the agent of his organisation or of one of its services (rules 65 and 68).</summary>
internal sealed class AgentSessions(VaultSessions sessions, TimeProvider clock, IOptions<ServerOptions> options)
{
    /// <summary>Opens a session inside the caller's transaction.</summary>
    /// <param name="caller">The member.</param>
    /// <param name="agentKey">The agent.</param>
    /// <param name="publicKeyPem">The key of the organisation or service: only who holds its private half can use the session.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<AgentLoginResponse> OpenAsync(VaultCaller caller, long agentKey, string publicKeyPem, CancellationToken cancel)
    {
        using var publicKey = RsaPublicKey.FromPem(publicKeyPem);
        var end = clock.GetUtcNow() + options.Value.SessionLifetime;
        return new AgentLoginResponse
        {
            EncryptedAccessToken = await sessions.OpenAsync(agentKey, publicKey, end, caller.UserKey, cancel),
        };
    }
}
