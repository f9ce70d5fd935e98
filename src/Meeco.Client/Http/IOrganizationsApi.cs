using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about organisations, their members and services (docs/WIRE.md 4.10).</summary>
internal interface IOrganizationsApi
{
    [Get("/organizations")]
    Task<OrganizationsResponse> ListAsync(
        [AliasAs("mode")] string? mode,
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Get("/organizations/{id}")]
    Task<OrganizationWithServicesResponse> GetAsync(string id, CancellationToken cancel);

    [Post("/organizations")]
    Task<OrganizationResponse> CreateAsync(
        [Body] PostOrganizationRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Put("/organizations/{id}")]
    Task<OrganizationResponse> UpdateAsync(string id, [Body] PutOrganizationRequest body, CancellationToken cancel);

    [Delete("/organizations/{id}")]
    Task DeleteAsync(string id, CancellationToken cancel);

    [Post("/organizations/{id}/login")]
    Task<AgentLoginResponse> LogInAsync(
        string id,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/organizations/{organizationId}/members")]
    Task<OrganizationMembersResponse> ListMembersAsync(
        string organizationId,
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Put("/organizations/{organizationId}/members/{id}")]
    Task UpdateMemberAsync(
        string organizationId,
        string id,
        [Body] PutOrganizationMemberRequest body,
        [Property(FaultHandler.MayBeEmpty)] bool mayBeEmpty,
        CancellationToken cancel);

    [Delete("/organizations/{organizationId}/members/{id}")]
    Task DeleteMemberAsync(string organizationId, string id, CancellationToken cancel);

    [Get("/organizations/{organizationId}/services/{id}")]
    Task<OrganizationServiceResponse> GetServiceAsync(string organizationId, string id, CancellationToken cancel);

    [Post("/organizations/{organizationId}/services")]
    Task<OrganizationServiceChangedResponse> CreateServiceAsync(
        string organizationId,
        [Body] PostOrganizationServiceRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Put("/organizations/{organizationId}/services/{id}")]
    Task<OrganizationServiceChangedResponse> UpdateServiceAsync(
        string organizationId,
        string id,
        [Body] PutOrganizationServiceRequest body,
        CancellationToken cancel);

    [Delete("/organizations/{organizationId}/services/{id}")]
    Task DeleteServiceAsync(string organizationId, string id, CancellationToken cancel);

    [Post("/organizations/{organizationId}/services/{id}/login")]
    Task<AgentLoginResponse> LogInAsServiceAsync(
        string organizationId,
        string id,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);
}
