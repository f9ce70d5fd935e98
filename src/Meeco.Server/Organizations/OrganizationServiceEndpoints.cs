using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>Services of organisations (docs/WIRE.md 4.10).</summary>
internal static class OrganizationServiceEndpoints
{
    public static void MapOrganizationServices(this IEndpointRouteBuilder app)
    {
        var organization = app.MapVault().MapGroup("/organizations/{organizationId}").WithTags("Organizations");
        organization.MapGet("/requested_services", ListRequestedAsync).WithPaging().WithSummary("The services that wait for the operator.");
        organization.MapPost("/services", CreateAsync).WithSummary("Asks for a service.");
        organization.MapGet("/services/{id}", GetAsync).WithSummary("One service.");
        organization.MapPut("/services/{id}", ChangeAsync).WithSummary("Changes a service that is not validated.");
        organization.MapDelete("/services/{id}", DeleteAsync).WithSummary("Deletes a service that is not validated.");
        organization.MapPost("/services/{id}/login", LogInAsync).NotForDelegates().WithSummary("Opens a session of the service's agent.");
    }

    // Clients of 2020 ask for these; the newest see them among the services of the organisation.
    private static Task<OrganizationServicesResponse> ListRequestedAsync(
        string organizationId,
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        Transactions transactions,
        OrganizationAccess access,
        OrganizationViews views,
        PublicIds ids,
        CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var organization = await access.FindForAsync(caller, organizationId, OrganizationRole.Admin, inner);
                var found = await db.OrganizationServices.AsNoTracking()
                    .Where(service => service.OrganizationKey == organization.Key && service.Status == OrganizationStatus.Requested)
                    .PageAsync(page, inner);
                return new OrganizationServicesResponse
                {
                    Services = views.Services(found.Rows),
                    NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
                    Meta = page.Meta("services.created_at", found.Next is not null, found.Count),
                };
            },
            cancel);

    private static Task<OrganizationServiceChangedResponse> CreateAsync(
        string organizationId,
        PostOrganizationServiceRequest request,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        OrganizationAccess access,
        OrganizationViews views,
        TimeProvider clock,
        CancellationToken cancel)
    {
        var sent = Check.Required(request.Service, "service");
        using var publicKey = Check.PublicKey(sent.PublicKey, "service.public_key");
        var pem = publicKey.Pem;
        var name = Check.Text(sent.Name, "service.name", OrganizationLimits.Name);
        var description = Check.OptionalText(sent.Description, "service.description", OrganizationLimits.Text);
        var contract = Check.OptionalText(sent.Contract, "service.contract", OrganizationLimits.Text);
        return transactions.WriteAsync(
            async inner =>
            {
                var organization = await access.FindForAsync(caller, organizationId, OrganizationRole.Admin, inner);
                var service = new OrganizationService
                {
                    OrganizationKey = organization.Key,
                    Name = name,
                    Description = description,
                    Contract = contract,
                    PublicKey = pem,
                    CreatedAt = clock.GetUtcNow(),
                };
                db.Add(service);
                await db.SaveChangesAsync(inner);
                return Body(views, organization, service);
            },
            cancel);
    }

    private static async Task<OrganizationServiceResponse> GetAsync(
        string organizationId,
        string id,
        VaultCaller caller,
        OrganizationAccess access,
        OrganizationViews views,
        CancellationToken cancel) =>
        new() { Service = views.Service(await access.FindServiceAsync(caller, organizationId, id, cancel)) };

    private static Task<OrganizationServiceChangedResponse> ChangeAsync(
        string organizationId,
        string id,
        PutOrganizationServiceRequest request,
        VaultCaller caller,
        Transactions transactions,
        OrganizationAccess access,
        OrganizationViews views,
        CancellationToken cancel)
    {
        var change = request.Service ?? new PutOrganizationServiceService();
        var name = change.Name is null ? null : Check.Text(change.Name, "service.name", OrganizationLimits.Name);
        var description = Check.OptionalText(change.Description, "service.description", OrganizationLimits.Text);
        var contract = Check.OptionalText(change.Contract, "service.contract", OrganizationLimits.Text);
        return transactions.WriteAsync(
            async inner =>
            {
                var (organization, service) = await FindUndecidedAsync(access, caller, organizationId, id, inner);
                service.Name = name ?? service.Name;
                service.Description = description ?? service.Description;
                service.Contract = contract ?? service.Contract;
                return Body(views, organization, service);
            },
            cancel);
    }

    private static async Task<NoContent> DeleteAsync(
        string organizationId,
        string id,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        OrganizationAccess access,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(
            async inner => db.Remove((await FindUndecidedAsync(access, caller, organizationId, id, inner)).Service),
            cancel);
        return TypedResults.NoContent();
    }

    private static Task<AgentLoginResponse> LogInAsync(
        string organizationId,
        string id,
        VaultCaller caller,
        Transactions transactions,
        OrganizationAccess access,
        AgentSessions sessions,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var (_, service) = await access.FindServiceForAsync(caller, organizationId, id, inner);
                return service.AgentKey is { } agent
                    ? await sessions.OpenAsync(caller, agent, service.PublicKey, inner)
                    : throw OrganizationAccess.NotValidated("service");
            },
            cancel);

    private static async Task<(Organization Organization, OrganizationService Service)> FindUndecidedAsync(
        OrganizationAccess access,
        VaultCaller caller,
        string organizationId,
        string id,
        CancellationToken cancel)
    {
        var found = await access.FindServiceForAsync(caller, organizationId, id, cancel);
        return found.Service.Status != OrganizationStatus.Validated ? found : throw OrganizationAccess.AlreadyValidated("service");
    }

    private static OrganizationServiceChangedResponse Body(OrganizationViews views, Organization organization, OrganizationService service) =>
        new() { Organization = views.Organization(organization), Service = views.Service(service) };
}
