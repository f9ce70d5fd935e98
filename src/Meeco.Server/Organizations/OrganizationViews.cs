using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Organizations;

/// <summary>Writes organisations, services and members in the wire's words.</summary>
internal sealed class OrganizationViews(PublicIds ids)
{
    public OrganizationBody Organization(Organization organization) => new()
    {
        Id = ids.Encode(IdKind.Organization, organization.Key),
        Name = organization.Name,
        Description = organization.Description,
        Url = organization.Url,
        Email = organization.Email,
        Status = organization.Status.Text(),
        RequestorId = ids.Encode(IdKind.VaultUser, organization.RequestorKey),
        AgentId = ids.Encode(IdKind.VaultUser, organization.AgentKey),
        ValidatedAt = organization.ValidatedAt,
        CreatedAt = organization.CreatedAt,
    };

    public OrganizationServiceBody Service(OrganizationService service) => new()
    {
        Id = ids.Encode(IdKind.OrganizationService, service.Key),
        Name = service.Name,
        Description = service.Description,
        Contract = service.Contract,
        Status = service.Status.Text(),
        OrganizationId = ids.Encode(IdKind.Organization, service.OrganizationKey),
        AgentId = ids.Encode(IdKind.VaultUser, service.AgentKey),
        ValidatedAt = service.ValidatedAt,
        CreatedAt = service.CreatedAt,
    };

    public IReadOnlyList<OrganizationServiceBody> Services(IEnumerable<OrganizationService> services) => [.. services.Select(Service)];

    /// <summary>A member; the user must be loaded with him.</summary>
    public OrganizationMemberBody Member(OrganizationMember member) => new()
    {
        Id = ids.Encode(IdKind.OrganizationMember, member.Key),
        FullName = member.User!.FullName,
        Email = member.User.Email,
        Role = member.Role.Text(),
        UserId = ids.Encode(IdKind.VaultUser, member.UserKey),
    };
}
