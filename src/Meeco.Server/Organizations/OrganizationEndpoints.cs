using Meeco.Server.Accounts;
using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>Organisations (docs/WIRE.md 4.10).</summary>
internal static class OrganizationEndpoints
{
    public static void MapOrganizations(this IEndpointRouteBuilder app)
    {
        var organizations = app.MapVault().MapGroup("/organizations").WithTags("Organizations");
        organizations.MapPost("", CreateAsync).WithSummary("Asks for an organization.");
        organizations.MapGet("", ListAsync).WithPaging().WithSummary("The validated organizations, the caller's requests, or those he is a member of.");
        organizations.MapGet("/{id}", GetAsync).WithSummary("One organization with its services.");
        organizations.MapPut("/{id}", ChangeAsync).WithSummary("Changes an organization that the caller asked for.");
        organizations.MapDelete("/{id}", DeleteAsync).WithSummary("Takes back the request for an organization.");
        organizations.MapPost("/{id}/login", LogInAsync).NotForDelegates().WithSummary("Opens a session of the organization's agent.");
    }

    private static Task<OrganizationResponse> CreateAsync(
        PostOrganizationRequest request,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        OrganizationViews views,
        TimeProvider clock,
        CancellationToken cancel)
    {
        using var publicKey = Check.PublicKey(request.PublicKey, "public_key");
        var organization = new Organization
        {
            Name = Check.Text(request.Name, "name", OrganizationLimits.Name),
            Description = Check.OptionalText(request.Description, "description", OrganizationLimits.Text),
            Url = Check.OptionalText(request.Url, "url", OrganizationLimits.Address),
            Email = Check.OptionalText(request.Email, "email", OrganizationLimits.Address),
            PublicKey = publicKey.Pem,
            RequestorKey = caller.UserKey,
            CreatedAt = clock.GetUtcNow(),
        };
        return transactions.WriteAsync(
            async inner =>
            {
                // An agent that asked would become a member, and the members of an organisation are people.
                if (await db.VaultUsers.AnyAsync(user => user.Key == caller.UserKey && user.Type != UserType.Human, inner))
                {
                    throw Refuse.Forbidden(ErrorCodes.Forbidden, "Only a person asks for an organization.");
                }

                db.Add(organization);
                await db.SaveChangesAsync(inner);
                return new OrganizationResponse { Organization = views.Organization(organization) };
            },
            cancel);
    }

    private static Task<OrganizationsResponse> ListAsync(
        string? mode,
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        Transactions transactions,
        OrganizationAccess access,
        OrganizationViews views,
        PublicIds ids,
        CancellationToken cancel)
    {
        var listed = mode switch
        {
            null or "" => db.Organizations.Where(organization => organization.Status == OrganizationStatus.Validated),
            "requested" => db.Organizations.Where(organization =>
                organization.Status == OrganizationStatus.Requested && organization.RequestorKey == caller.UserKey),
            "member" => db.Organizations.Where(organization => organization.Members.Any(member => member.UserKey == caller.UserKey)),
            _ => throw Refuse.BadRequest("mode", "mode is requested or member."),
        };
        return transactions.ReadAsync(
            async inner =>
            {
                var found = await listed.AsNoTracking().PageAsync(page, inner);
                var keys = found.Rows.Select(organization => organization.Key).ToList();
                var services = await access.ServicesVisibleTo(caller).AsNoTracking()
                    .Where(service => keys.Contains(service.OrganizationKey))
                    .OrderBy(service => service.Key)
                    .ToListAsync(inner);
                return new OrganizationsResponse
                {
                    Organizations = [.. found.Rows.Select(views.Organization)],
                    Services = views.Services(services),
                    NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
                    Meta = page.Meta("organizations.created_at", found.Next is not null, found.Count),
                };
            },
            cancel);
    }

    private static Task<OrganizationWithServicesResponse> GetAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        OrganizationAccess access,
        OrganizationViews views,
        CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var organization = await access.FindAsync(caller, id, inner);
                var services = await access.ServicesVisibleTo(caller).AsNoTracking()
                    .Where(service => service.OrganizationKey == organization.Key)
                    .OrderBy(service => service.Key)
                    .ToListAsync(inner);
                return new OrganizationWithServicesResponse
                {
                    Organization = views.Organization(organization),
                    Services = views.Services(services),
                };
            },
            cancel);

    private static Task<OrganizationResponse> ChangeAsync(
        string id,
        PutOrganizationRequest request,
        VaultCaller caller,
        Transactions transactions,
        OrganizationAccess access,
        OrganizationViews views,
        CancellationToken cancel)
    {
        var change = request.Organization ?? new PutOrganizationOrganization();
        var name = change.Name is null ? null : Check.Text(change.Name, "organization.name", OrganizationLimits.Name);
        var description = Check.OptionalText(change.Description, "organization.description", OrganizationLimits.Text);
        var url = Check.OptionalText(change.Url, "organization.url", OrganizationLimits.Address);
        var email = Check.OptionalText(change.Email, "organization.email", OrganizationLimits.Address);
        return transactions.WriteAsync(
            async inner =>
            {
                var organization = await access.FindOwnRequestAsync(caller, id, inner);
                organization.Name = name ?? organization.Name;
                organization.Description = description ?? organization.Description;
                organization.Url = url ?? organization.Url;
                organization.Email = email ?? organization.Email;
                return new OrganizationResponse { Organization = views.Organization(organization) };
            },
            cancel);
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        OrganizationAccess access,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(async inner => db.Remove(await access.FindOwnRequestAsync(caller, id, inner)), cancel);
        return TypedResults.NoContent();
    }

    private static Task<AgentLoginResponse> LogInAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        OrganizationAccess access,
        AgentSessions sessions,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var organization = await access.FindForAsync(caller, id, OrganizationRole.Owner, inner);
                return await sessions.OpenAsync(caller, organization.AgentKey!.Value, organization.PublicKey, inner);
            },
            cancel);
}
