using Meeco.Server.Accounts;
using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>An organisation's agent invites users to become its members (rule 66).</summary>
internal sealed class MemberRules(MeecoDb db, Memberships memberships) : IPurposeRules
{
    public ConnectionIntent Intent => ConnectionIntent.Member;

    public async Task<ConnectionPurpose?> ReadAsync(VaultCaller caller, PostInvitationsInvitation sent, CancellationToken cancel)
    {
        var organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(found => found.AgentKey == caller.UserKey, cancel);
        if (organization is null)
        {
            return null;
        }

        AgentInvitations.RefuseDelegation(sent);
        var role = string.IsNullOrEmpty(sent.OrganizationMemberRole)
            ? OrganizationRole.Admin
            : OrganizationRoleViews.Parse(sent.OrganizationMemberRole, "invitation.organization_member_role");
        return new ConnectionPurpose
        {
            Intent = ConnectionIntent.Member,
            OrganizationKey = organization.Key,
            OrganizationMemberRole = role.Text(),
        };
    }

    public async Task ConnectedAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel)
    {
        if (invited.UserType != UserType.Human)
        {
            throw Refuse.Invalid(
                ErrorCodes.RecipientNotAllowed,
                "connection.invitation_token",
                "Only a person becomes a member of an organization.");
        }

        var organization = await db.Organizations.SingleAsync(found => found.Key == inviting.Purpose.OrganizationKey, cancel);
        var role = OrganizationRoleViews.Parse(inviting.Purpose.OrganizationMemberRole, "invitation.organization_member_role");
        var member = await memberships.AddAsync(caller, organization, invited.UserKey, role, cancel);
        inviting.Purpose = inviting.Purpose with
        {
            OrganizationMemberKey = member.Key,
            OrganizationMemberRole = member.Role.Text(),
        };
    }

    public async Task EndingAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel)
    {
        var member = await db.OrganizationMembers
            .Include(found => found.Organization)
            .SingleOrDefaultAsync(found => found.Key == inviting.Purpose.OrganizationMemberKey, cancel);
        if (member is not null)
        {
            await memberships.EndAsync(caller, member.Organization!, member, cancel);
        }
    }
}
