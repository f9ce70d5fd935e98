using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The calls of the keystore that this library makes (docs/WIRE.md 3).</summary>
internal interface IKeystoreApi
{
    [Post("/srp/username")]
    Task<SrpUsernameResponse> PostSrpUsernameAsync([Body] PostSrpUsernameRequest body, CancellationToken cancel);

    [Post("/srp/users")]
    Task<KeystoreUserResponse> PostSrpUserAsync([Body] PostSrpUsersRequest body, CancellationToken cancel);

    [Post("/srp/challenges")]
    Task<SrpChallengeResponse> PostSrpChallengeAsync([Body] PostSrpChallengesRequest body, CancellationToken cancel);

    [Post("/srp/session")]
    Task<KeystoreSessionResponse> PostSrpSessionAsync([Body] PostSrpSessionRequest body, CancellationToken cancel);

    [Get("/session")]
    Task<KeystoreSessionValidity> GetSessionAsync(CancellationToken cancel);

    [Delete("/session")]
    Task DeleteSessionAsync(CancellationToken cancel);

    [Delete("/session/all")]
    Task DeleteAllSessionsAsync([AliasAs("except_current")] string exceptCurrent, CancellationToken cancel);

    [Get("/external_admission_tokens")]
    Task<ExternalAdmissionTokenResponse> GetAdmissionTokensAsync(CancellationToken cancel);

    [Get("/key_encryption_key")]
    Task<KeyEncryptionKeyResponse> GetKekAsync(CancellationToken cancel);

    [Post("/key_encryption_key")]
    Task<KeyEncryptionKeyResponse> PostKekAsync(
        [Body] PostKeyEncryptionKeyRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/data_encryption_keys/{id}")]
    Task<DataEncryptionKeyResponse> GetDekAsync(string id, CancellationToken cancel);

    [Post("/data_encryption_keys")]
    Task<DataEncryptionKeyResponse> PostDekAsync(
        [Body] PostDataEncryptionKeysRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/keypairs/{id}")]
    Task<KeypairResponse> GetKeypairAsync(string id, CancellationToken cancel);

    [Get("/keypairs/external_id/{externalId}")]
    Task<KeypairResponse> GetKeypairByExternalIdAsync(string externalId, CancellationToken cancel);

    [Post("/keypairs")]
    Task<KeypairResponse> PostKeypairAsync(
        [Body] PostKeypairsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Delete("/keypairs/{id}")]
    Task DeleteKeypairAsync(string id, CancellationToken cancel);
}
