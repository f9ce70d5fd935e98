using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>Members of organisations, whom only owners manage (docs/WIRE.md 4.10).</summary>
internal static class OrganizationMemberEndpoints
{
    public static void MapOrganizationMembers(this IEndpointRouteBuilder app)
    {
        var members = app.MapVault().MapGroup("/organizations/{organizationId}/members").WithTags("Organizations");
        members.MapGet("", ListAsync).WithPaging().WithSummary("The members of an organization.");
        members.MapPut("/{id}", ChangeAsync).WithSummary("Changes the role of a member.");
        members.MapDelete("/{id}", DeleteAsync).WithSummary("Ends a membership.");
    }

    private static Task<OrganizationMembersResponse> ListAsync(
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
                var organization = await access.FindForAsync(caller, organizationId, OrganizationRole.Owner, inner);
                var found = await db.OrganizationMembers.AsNoTracking()
                    .Include(member => member.User)
                    .Where(member => member.OrganizationKey == organization.Key)
                    .PageAsync(page, inner);
                return new OrganizationMembersResponse
                {
                    Members = [.. found.Rows.Select(views.Member)],
                    Organization = views.Organization(organization),
                    NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
                    Meta = page.Meta("organization_members.created_at", found.Next is not null, found.Count),
                };
            },
            cancel);

    private static async Task<NoContent> ChangeAsync(
        string organizationId,
        string id,
        PutOrganizationMemberRequest request,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        OrganizationAccess access,
        Memberships memberships,
        PublicIds ids,
        CancellationToken cancel)
    {
        var role = OrganizationRoleViews.Parse(request.OrganizationMember?.Role, "organization_member.role");
        await transactions.WriteAsync(
            async inner =>
            {
                var organization = await access.FindForAsync(caller, organizationId, OrganizationRole.Owner, inner);
                var member = await FindAsync(db, ids, organization, id, inner);
                await memberships.ChangeRoleAsync(caller, organization, member, role, inner);
            },
            cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(
        string organizationId,
        string id,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        OrganizationAccess access,
        Memberships memberships,
        PublicIds ids,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(
            async inner =>
            {
                var organization = await access.FindForAsync(caller, organizationId, OrganizationRole.Owner, inner);
                var member = await FindAsync(db, ids, organization, id, inner);
                await memberships.EndAsync(caller, organization, member, inner);
            },
            cancel);
        return TypedResults.NoContent();
    }

    private static async Task<OrganizationMember> FindAsync(
        MeecoDb db,
        PublicIds ids,
        Organization organization,
        string id,
        CancellationToken cancel)
    {
        // Lists name a member by the id of his membership, the published SDK by that of the user.
        var key = ids.Decode(id, IdKind.OrganizationMember);
        var userKey = ids.Decode(id, IdKind.VaultUser);
        return await db.OrganizationMembers.SingleOrDefaultAsync(
            member => (member.Key == key || member.UserKey == userKey) && member.OrganizationKey == organization.Key,
            cancel) ?? throw Refuse.NotFound("member of the organization");
    }
}
