namespace Meeco.Wire;

/// <summary>
/// The headers that clients and servers exchange beside the usual ones (docs/WIRE.md 1.2); those that are empty or say
/// `undefined` count as absent.
/// </summary>
public static class WireHeaders
{
    /// <summary>The key of the client application, one per service.</summary>
    public const string SubscriptionKey = "Meeco-Subscription-Key";

    /// <summary>The user on whose behalf a delegate calls.</summary>
    public const string DelegationId = "Meeco-Delegation-Id";

    /// <summary>The organisation on whose behalf an agent calls.</summary>
    public const string OrganisationId = "Meeco-Organisation-Id";

    /// <summary>Sent by the published clients, without a documented meaning.</summary>
    public const string Srt = "Meeco-Srt";

    /// <summary>A second token, for logins through an identity provider.</summary>
    public const string AuthorizationOidc2 = "authorizationoidc2";

    /// <summary>Sent by clients of 2020 only: tells the two generations apart.</summary>
    public const string ApiVersion = "X_MEECO_API_VERSION";

    /// <summary>Sent by clients of 2020 only: `vault` or `keystore`.</summary>
    public const string ApiComponent = "X_MEECO_API_COMPONENT";

    /// <summary>
    /// Names a call, so that repeating it has no second effect; remembered per user for 24 hours. Additive.
    /// </summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>What the answer is to be like (RFC 7240): <see cref="ReturnMinimal"/>. Additive.</summary>
    public const string Prefer = "Prefer";

    /// <summary>The caller can do without what he changed.</summary>
    public const string ReturnMinimal = "return=minimal";

    /// <summary>On every answer: what the request is called in the server's log. Additive.</summary>
    public const string RequestId = "X-Request-Id";
}
