using Meeco.Wire;

namespace Meeco;

/// <summary>Between the words of the wire and ours.</summary>
internal static class OrganizationMapping
{
    public static MeecoOrganization Map(OrganizationBody organization, IEnumerable<OrganizationServiceBody> services) => new()
    {
        Id = organization.Id,
        Name = organization.Name,
        Description = NullIfEmpty(organization.Description),
        Url = NullIfEmpty(organization.Url),
        Email = NullIfEmpty(organization.Email),
        Status = Status(organization.Status),
        RequestorId = organization.RequestorId,
        ValidatedById = organization.ValidatedById,
        AgentId = organization.AgentId,
        ValidatedAt = organization.ValidatedAt,
        CreatedAt = organization.CreatedAt,
        Services = [.. services.Where(service => service.OrganizationId == organization.Id).Select(Map)],
    };

    public static MeecoOrganizationService Map(OrganizationServiceBody service) => new()
    {
        Id = service.Id,
        OrganizationId = service.OrganizationId,
        Name = service.Name,
        Description = NullIfEmpty(service.Description),
        Contract = NullIfEmpty(service.Contract),
        Status = Status(service.Status),
        ValidatedById = service.ValidatedById,
        AgentId = service.AgentId,
        ValidatedAt = service.ValidatedAt,
        CreatedAt = service.CreatedAt,
    };

    public static MeecoOrganizationMember Map(OrganizationMemberBody member, string organizationId) => new()
    {
        Id = member.Id,
        OrganizationId = organizationId,
        UserId = member.UserId,
        FullName = NullIfEmpty(member.FullName),
        Email = NullIfEmpty(member.Email),
        Role = Role(member.Role),
    };

    public static OrganizationRole Role(string? role) => role switch
    {
        OrganizationRoles.Owner => OrganizationRole.Owner,
        OrganizationRoles.Admin => OrganizationRole.Admin,
        _ => throw ClientErrors.NotTheProtocol("a member has a role that there is not."),
    };

    public static string Text(OrganizationRole role) => role switch
    {
        OrganizationRole.Owner => OrganizationRoles.Owner,
        OrganizationRole.Admin => OrganizationRoles.Admin,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string? Text(OrganizationMode mode) => mode switch
    {
        OrganizationMode.Validated => null,
        OrganizationMode.Requested => "requested",
        OrganizationMode.Member => "member",
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    public static string? Text(OrganizationStatus status) => status switch
    {
        OrganizationStatus.Requested => OrganizationStatuses.Requested,
        OrganizationStatus.Validated => OrganizationStatuses.Validated,
        OrganizationStatus.Rejected => OrganizationStatuses.Rejected,
        _ => null,
    };

    public static OrganizationStatus Status(string? status) => status switch
    {
        OrganizationStatuses.Requested => OrganizationStatus.Requested,
        OrganizationStatuses.Validated => OrganizationStatus.Validated,
        OrganizationStatuses.Rejected => OrganizationStatus.Rejected,
        _ => OrganizationStatus.Unknown,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
