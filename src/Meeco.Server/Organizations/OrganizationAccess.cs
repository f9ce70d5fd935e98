using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>
/// Finds organisations and services as far as a caller may see them, and checks what he may do for them (rules 64, 66
/// and 67). What a stranger has no part in is 404 to him; a member whose role is too small gets 403.
/// </summary>
internal sealed class OrganizationAccess(MeecoDb db, PublicIds ids)
{
    /// <summary>What the caller sees: all that are validated, and those that he asked for.</summary>
    public IQueryable<Organization> VisibleTo(VaultCaller caller) =>
        db.Organizations.Where(organization =>
            organization.Status == OrganizationStatus.Validated || organization.RequestorKey == caller.UserKey);

    /// <summary>The services that the caller sees: all that are validated, and those of the organisations that he is a member of.</summary>
    public IQueryable<OrganizationService> ServicesVisibleTo(VaultCaller caller) =>
        db.OrganizationServices.Where(service =>
            service.Status == OrganizationStatus.Validated
            || service.Organization!.Members.Any(member => member.UserKey == caller.UserKey));

    /// <exception cref="RefusedException">404: there is none that the caller sees.</exception>
    public async Task<Organization> FindAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Organization);
        return await VisibleTo(caller).SingleOrDefaultAsync(organization => organization.Key == key, cancel)
            ?? throw Refuse.NotFound("organization");
    }

    /// <summary>What the caller asked for and nobody has vouched for yet.</summary>
    /// <exception cref="RefusedException">404: he did not ask for it. 409: it is validated.</exception>
    public async Task<Organization> FindOwnRequestAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Organization);
        var organization = await db.Organizations.SingleOrDefaultAsync(
            found => found.Key == key && found.RequestorKey == caller.UserKey,
            cancel) ?? throw Refuse.NotFound("organization that the caller asked for");
        return organization.Status != OrganizationStatus.Validated ? organization : throw AlreadyValidated("organization");
    }

    /// <summary>An organisation that the caller acts for.</summary>
    /// <exception cref="RefusedException">404: he is no member. 403: his role is too small. 409: it is not validated.</exception>
    public async Task<Organization> FindForAsync(VaultCaller caller, string id, OrganizationRole least, CancellationToken cancel)
    {
        var organization = await FindAsync(caller, id, cancel);
        if (organization.Status != OrganizationStatus.Validated)
        {
            throw NotValidated("organization");
        }

        var member = await db.OrganizationMembers.AsNoTracking().SingleOrDefaultAsync(
            found => found.OrganizationKey == organization.Key && found.UserKey == caller.UserKey,
            cancel) ?? throw Refuse.NotFound("organization that the caller is a member of");
        return member.Role >= least
            ? organization
            : throw Refuse.Forbidden(ErrorCodes.Forbidden, "Only owners of the organization may do this.");
    }

    /// <exception cref="RefusedException">404: there is none that the caller sees.</exception>
    public async Task<OrganizationService> FindServiceAsync(VaultCaller caller, string organizationId, string id, CancellationToken cancel)
    {
        var organization = ids.Decode(organizationId, IdKind.Organization);
        var key = ids.Decode(id, IdKind.OrganizationService);
        return await ServicesVisibleTo(caller).SingleOrDefaultAsync(
            service => service.Key == key && service.OrganizationKey == organization,
            cancel) ?? throw Refuse.NotFound("service of the organization");
    }

    /// <summary>A service of an organisation that the caller acts for.</summary>
    /// <inheritdoc cref="FindForAsync" path="/exception"/>
    public async Task<(Organization Organization, OrganizationService Service)> FindServiceForAsync(
        VaultCaller caller,
        string organizationId,
        string id,
        CancellationToken cancel)
    {
        var organization = await FindForAsync(caller, organizationId, OrganizationRole.Admin, cancel);
        return (organization, await FindServiceAsync(caller, organizationId, id, cancel));
    }

    /// <summary>409: the operator has vouched for it, so it stays as it is.</summary>
    public static RefusedException AlreadyValidated(string what) =>
        Refuse.Conflict(ErrorCodes.AlreadyValidated, $"The {what} is validated; it can be neither changed nor deleted.");

    /// <summary>409: the operator has not vouched for it.</summary>
    public static RefusedException NotValidated(string what) =>
        Refuse.Conflict(ErrorCodes.NotValidated, $"The {what} is not validated by the operator of the server.");
}
