using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about the user and his sessions (docs/WIRE.md 4.1).</summary>
internal interface IUsersApi
{
    [Post("/me")]
    Task<PostMeResponse> PostMeAsync([Body] PostMeRequest body, CancellationToken cancel);

    [Get("/me")]
    Task<MeResponse> GetMeAsync(CancellationToken cancel);

    [Put("/me")]
    Task<MeResponse> PutMeAsync([Body] PutMeRequest body, CancellationToken cancel);

    [Post("/session")]
    Task<VaultSessionResponse> PostSessionAsync([Body] PostSessionRequest body, CancellationToken cancel);

    [Get("/session")]
    Task<VaultSessionInfoResponse> GetSessionAsync(CancellationToken cancel);

    [Delete("/session")]
    Task DeleteSessionAsync(CancellationToken cancel);

    [Delete("/session/all")]
    Task DeleteAllSessionsAsync([AliasAs("except_current")] string exceptCurrent, CancellationToken cancel);
}
