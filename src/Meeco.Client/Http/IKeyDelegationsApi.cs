using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The keystore's calls about delegations and the keys of child users (docs/WIRE.md 3).</summary>
internal interface IKeyDelegationsApi
{
    [Post("/delegations")]
    Task<DelegationResponse> CreateAsync(
        [Body] PostDelegationRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/delegations/{token}")]
    Task<DelegationResponse> GetAsync(string token, CancellationToken cancel);

    [Post("/delegations/{token}/claim")]
    Task<DelegationResponse> ClaimAsync(
        string token,
        [Body] ClaimDelegationRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Put("/delegations/{token}/share")]
    Task<DelegationResponse> ShareAsync(string token, [Body] ShareDelegationKekRequest body, CancellationToken cancel);

    [Put("/delegations/{token}/reencrypt")]
    Task ReencryptAsync(
        string token,
        [Body] ReencryptDelegationKekRequest body,
        [Property(FaultHandler.MayBeEmpty)] bool mayBeEmpty,
        CancellationToken cancel);

    [Delete("/delegations/{token}")]
    Task DeleteAsync(string token, CancellationToken cancel);

    [Post("/child_users")]
    Task<ChildUserKeysResponse> StoreChildUserAsync(
        [Body] PostChildUserRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);
}
