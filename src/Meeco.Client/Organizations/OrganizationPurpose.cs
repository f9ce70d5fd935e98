namespace Meeco;

/// <summary>What an invitation of an organisation or service binds its recipient to (rule 18).</summary>
/// <param name="Organization">The organisation that invites, or whose service does.</param>
/// <param name="Role">The role of the member to be; null where a service invites.</param>
/// <param name="Service">The service that invites; null where the organisation does.</param>
internal sealed record OrganizationPurpose(MeecoOrganization Organization, OrganizationRole? Role, MeecoOrganizationService? Service);
