using Meeco.Wire;

namespace Meeco;

/// <summary>Says who is calling, and for whom: session token, key of this application, delegation (docs/WIRE.md 1.2).</summary>
internal sealed class AuthenticationHandler(AccessToken token, string? subscriptionKey, string? delegationId) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (token.IsAbsent)
        {
            throw ClientErrors.NoKeystore();
        }

        // The published clients send the token without a scheme, so .NET's parser of credentials is of no use.
        if (token.Value is { } value)
        {
            request.Headers.TryAddWithoutValidation("Authorization", value);
        }

        if (subscriptionKey is not null)
        {
            request.Headers.TryAddWithoutValidation(WireHeaders.SubscriptionKey, subscriptionKey);
        }

        if (delegationId is not null)
        {
            request.Headers.TryAddWithoutValidation(WireHeaders.DelegationId, delegationId);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
