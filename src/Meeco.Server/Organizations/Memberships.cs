using Meeco.Server.Connections;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>Makes, changes and ends memberships (rule 66). Call it inside a transaction.</summary>
internal sealed class Memberships(MeecoDb db, EventLog events, TimeProvider clock)
{
    /// <summary>Makes a user a member; whoever is one already keeps his role.</summary>
    public async Task<OrganizationMember> AddAsync(
        VaultCaller caller,
        Organization organization,
        long userKey,
        OrganizationRole role,
        CancellationToken cancel)
    {
        var member = await db.OrganizationMembers.SingleOrDefaultAsync(
            found => found.OrganizationKey == organization.Key && found.UserKey == userKey,
            cancel);
        if (member is not null)
        {
            return member;
        }

        member = new OrganizationMember
        {
            OrganizationKey = organization.Key,
            UserKey = userKey,
            Role = role,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(member);
        await db.SaveChangesAsync(cancel);
        Tell(caller, organization, member, EventTypes.MemberAdded);
        return member;
    }

    /// <summary>Gives a member another role.</summary>
    /// <exception cref="RefusedException">409: he is the last owner.</exception>
    public async Task ChangeRoleAsync(
        VaultCaller caller,
        Organization organization,
        OrganizationMember member,
        OrganizationRole role,
        CancellationToken cancel)
    {
        if (member.Role == role)
        {
            return;
        }

        if (role < OrganizationRole.Owner)
        {
            await KeepAnOwnerAsync(member, cancel);
            await EndSessionsAsync(organization, member, ofServices: false, cancel);
        }

        member.Role = role;
        if (await ConnectionAsync(organization, member, cancel) is { } side)
        {
            side.Purpose = side.Purpose with { OrganizationMemberRole = role.Text() };
        }

        Tell(caller, organization, member, EventTypes.MemberUpdated);
    }

    /// <summary>Ends a membership; the connection to the organisation stays as a plain one.</summary>
    /// <exception cref="RefusedException">409: he is the last owner.</exception>
    public async Task EndAsync(VaultCaller caller, Organization organization, OrganizationMember member, CancellationToken cancel)
    {
        await KeepAnOwnerAsync(member, cancel);
        await EndSessionsAsync(organization, member, ofServices: true, cancel);
        if (await ConnectionAsync(organization, member, cancel) is { } side)
        {
            side.Purpose = ConnectionPurpose.Plain;
        }

        db.Remove(member);
        Tell(caller, organization, member, EventTypes.MemberRemoved);
    }

    private async Task KeepAnOwnerAsync(OrganizationMember member, CancellationToken cancel)
    {
        var isNeeded = member.Role == OrganizationRole.Owner && !await db.OrganizationMembers.AnyAsync(
            other => other.OrganizationKey == member.OrganizationKey
                && other.Key != member.Key
                && other.Role == OrganizationRole.Owner,
            cancel);
        if (isNeeded)
        {
            throw Refuse.Conflict(
                ErrorCodes.LastOwner,
                "The member is the last owner of the organization; make another member owner first.");
        }
    }

    // What a member opened as an agent he must not go on using when he may not open it any more.
    private Task<int> EndSessionsAsync(Organization organization, OrganizationMember member, bool ofServices, CancellationToken cancel) =>
        db.VaultSessions
            .Where(session => session.OpenedByKey == member.UserKey
                && (session.UserKey == organization.AgentKey
                    || (ofServices && db.OrganizationServices.Any(service =>
                        service.OrganizationKey == organization.Key && service.AgentKey == session.UserKey))))
            .ExecuteDeleteAsync(cancel);

    private Task<Connection?> ConnectionAsync(Organization organization, OrganizationMember member, CancellationToken cancel) =>
        db.Connections.SingleOrDefaultAsync(
            side => side.UserKey == organization.AgentKey
                && side.OtherUserKey == member.UserKey
                && side.Purpose.Intent == ConnectionIntent.Member,
            cancel);

    private void Tell(VaultCaller caller, Organization organization, OrganizationMember member, string type)
    {
        var agent = organization.AgentKey!.Value;
        events.Tell(member.UserKey, caller, type, new EventSubject { OtherUserKey = agent });
        events.Tell(agent, caller, type, new EventSubject { OtherUserKey = member.UserKey });
        if (caller.UserKey != member.UserKey && caller.UserKey != agent)
        {
            events.Note(caller, type, new EventSubject { OtherUserKey = member.UserKey });
        }
    }
}
