using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>A service's agent invites users to become its customers (rule 69). Nothing follows but the connection itself.</summary>
internal sealed class ServiceRules(MeecoDb db) : IPurposeRules
{
    public ConnectionIntent Intent => ConnectionIntent.Service;

    public async Task<ConnectionPurpose?> ReadAsync(VaultCaller caller, PostInvitationsInvitation sent, CancellationToken cancel)
    {
        var service = await db.OrganizationServices.AsNoTracking().SingleOrDefaultAsync(found => found.AgentKey == caller.UserKey, cancel);
        if (service is null)
        {
            return null;
        }

        AgentInvitations.RefuseDelegation(sent);
        return string.IsNullOrEmpty(sent.OrganizationMemberRole)
            ? new ConnectionPurpose
            {
                Intent = ConnectionIntent.Service,
                OrganizationKey = service.OrganizationKey,
                ServiceKey = service.Key,
            }
            : throw Refuse.Invalid(
                "invitation.organization_member_role",
                "A service invites customers; members are invited by the organization.");
    }

    public Task ConnectedAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel) => Task.CompletedTask;

    public Task EndingAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel) => Task.CompletedTask;
}
