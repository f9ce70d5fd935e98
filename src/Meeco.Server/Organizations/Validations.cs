using Meeco.Server.Accounts;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>
/// What the operator decides on organisations and services (rules 64 and 67). He may think again about what he rejected,
/// but not about what others rely on. Deciding the same again changes nothing.
/// </summary>
internal sealed class Validations(MeecoDb db, PublicIds ids, Transactions transactions, Memberships memberships, TimeProvider clock)
{
    /// <summary>Vouches for an organisation: it gets its agent and is public, and who asked for it is its owner.</summary>
    /// <exception cref="RefusedException">404: there is none with this id.</exception>
    public Task<Organization> ValidateOrganizationAsync(string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var organization = await FindOrganizationAsync(id, inner);
                if (organization.Status == OrganizationStatus.Validated)
                {
                    return organization;
                }

                organization.AgentKey = await AddAgentAsync(UserType.OrganizationAgent, organization.Name, organization.PublicKey, inner);
                organization.Status = OrganizationStatus.Validated;
                organization.ValidatedAt = clock.GetUtcNow();
                if (organization.RequestorKey is { } requestor)
                {
                    // Nobody of the vault's users did this, so the organisation itself is named.
                    var agent = new VaultCaller(organization.AgentKey.Value, SessionKey: 0);
                    await memberships.AddAsync(agent, organization, requestor, OrganizationRole.Owner, inner);
                }

                return organization;
            },
            cancel);

    /// <summary>Refuses to vouch for an organisation.</summary>
    /// <exception cref="RefusedException">404: there is none with this id. 409: it is validated.</exception>
    public Task<Organization> RejectOrganizationAsync(string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var organization = await FindOrganizationAsync(id, inner);
                organization.Status = Reject(organization.Status, "organization");
                return organization;
            },
            cancel);

    /// <summary>Vouches for a service: it gets its agent and is public.</summary>
    /// <exception cref="RefusedException">404: there is none with this id.</exception>
    public Task<OrganizationService> ValidateServiceAsync(string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var service = await FindServiceAsync(id, inner);
                if (service.Status != OrganizationStatus.Validated)
                {
                    service.AgentKey = await AddAgentAsync(UserType.ServiceAgent, service.Name, service.PublicKey, inner);
                    service.Status = OrganizationStatus.Validated;
                    service.ValidatedAt = clock.GetUtcNow();
                }

                return service;
            },
            cancel);

    /// <summary>Refuses to vouch for a service.</summary>
    /// <exception cref="RefusedException">404: there is none with this id. 409: it is validated.</exception>
    public Task<OrganizationService> RejectServiceAsync(string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var service = await FindServiceAsync(id, inner);
                service.Status = Reject(service.Status, "service");
                return service;
            },
            cancel);

    private async Task<Organization> FindOrganizationAsync(string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Organization);
        return await db.Organizations.SingleOrDefaultAsync(organization => organization.Key == key, cancel)
            ?? throw Refuse.NotFound("organization");
    }

    private async Task<OrganizationService> FindServiceAsync(string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.OrganizationService);
        return await db.OrganizationServices.Include(service => service.Organization).SingleOrDefaultAsync(service => service.Key == key, cancel)
            ?? throw Refuse.NotFound("service");
    }

    private static OrganizationStatus Reject(OrganizationStatus status, string what) => status switch
    {
        OrganizationStatus.Validated => throw OrganizationAccess.AlreadyValidated(what),
        _ => OrganizationStatus.Rejected,
    };

    // Without a fingerprint: nobody logs in by the agent's key, but as a member.
    private async Task<long> AddAgentAsync(UserType type, string name, string publicKey, CancellationToken cancel)
    {
        var agent = new VaultUser
        {
            Type = type,
            PublicKey = publicKey,
            FullName = name,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(agent);
        await db.SaveChangesAsync(cancel);
        return agent.Key;
    }
}
