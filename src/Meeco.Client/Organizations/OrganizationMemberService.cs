using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Members of organisations: invited by the organisation, managed by its owners.</summary>
internal sealed class OrganizationMemberService(MeecoSession session)
{
    // The id that the published clients give, for the pair of an organisation lies in no keystore.
    private const string AgentKeypairId = "org-agent-keypair";

    /// <summary>Lists the members of an organisation, newest first, page by page.</summary>
    /// <param name="organizationId">The organisation.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The members.</returns>
    public async IAsyncEnumerable<MeecoOrganizationMember> ListAsync(
        string organizationId,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Organizations.ListMembersAsync(organizationId, cursor, stop)
                .OrNotFound(() => ClientErrors.OrganizationNotFound(organizationId)),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var member in page.Members)
            {
                yield return session.Names.Note(OrganizationMapping.Map(member, organizationId));
            }
        }
    }

    /// <summary>Finds a member.</summary>
    /// <param name="organizationId">The organisation.</param>
    /// <param name="reference">The id of the membership or of the user, else his full name or e-mail address, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The member.</returns>
    /// <exception cref="MeecoException"><c>OrganizationMemberNotFound</c>, <c>OrganizationMemberNameAmbiguous</c>.</exception>
    public async Task<MeecoOrganizationMember> ResolveAsync(string organizationId, string reference, CancellationToken cancel)
    {
        var found = new List<MeecoOrganizationMember>();
        await foreach (var member in ListAsync(organizationId, cancel).ConfigureAwait(false))
        {
            if (member.Id == reference || member.UserId == reference)
            {
                return member;
            }

            if (string.Equals(member.FullName, reference, StringComparison.OrdinalIgnoreCase)
                || string.Equals(member.Email, reference, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(member);
            }
        }

        return found switch
        {
            [] => throw ClientErrors.OrganizationMemberNotFound(reference),
            [var only] => only,
            _ => throw ClientErrors.Ambiguous("OrganizationMember", reference, found.Select(member => member.Id)),
        };
    }

    /// <summary>Gives a member another role.</summary>
    /// <param name="member">The member.</param>
    /// <param name="role">His new role.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The member as he is now.</returns>
    /// <exception cref="MeecoException"><c>OrganizationMemberNotFound</c>, <c>LastOwner</c>.</exception>
    public async Task<MeecoOrganizationMember> ChangeRoleAsync(
        MeecoOrganizationMember member,
        OrganizationRole role,
        CancellationToken cancel)
    {
        var body = new PutOrganizationMemberRequest
        {
            OrganizationMember = new PutOrganizationMemberMember { Role = OrganizationMapping.Text(role) },
        };
        await session.Apis.Organizations.UpdateMemberAsync(member.OrganizationId, member.Id, body, mayBeEmpty: true, cancel)
            .OrNotFound(() => ClientErrors.OrganizationMemberNotFound(member.ToString())).ConfigureAwait(false);
        return member with { Role = role };
    }

    /// <summary>Ends a membership.</summary>
    /// <param name="member">The member.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it has ended.</returns>
    /// <exception cref="MeecoException"><c>OrganizationMemberNotFound</c>, <c>LastOwner</c>.</exception>
    public async Task RemoveAsync(MeecoOrganizationMember member, CancellationToken cancel)
    {
        await session.Apis.Organizations.DeleteMemberAsync(member.OrganizationId, member.Id, cancel)
            .OrNotFound(() => ClientErrors.OrganizationMemberNotFound(member.ToString())).ConfigureAwait(false);
        session.Names.OrganizationMembers.Forget(member.Id);
    }

    /// <summary>Invites somebody, as the organisation or service whose session this is.</summary>
    /// <param name="role">The role of the member to be; null for a service, which invites customers.</param>
    /// <param name="expiresIn">After which time it ends; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation with its token.</returns>
    /// <exception cref="MeecoException"><c>NotAnAgent</c>, <c>KeyNotAvailable</c>.</exception>
    public async Task<MeecoInvitation> InviteAsync(OrganizationRole? role, TimeSpan? expiresIn, CancellationToken cancel)
    {
        if (session.Kind is not (MeecoSessionKind.Organization or MeecoSessionKind.OrganizationService))
        {
            throw ClientErrors.NotAnAgent();
        }

        var answer = await session.Apis.Connections.CreateInvitationAsync(
            new PostInvitationsRequest
            {
                ExpiresIn = expiresIn?.TotalDays,
                PublicKey = new PostedPublicKey
                {
                    KeypairExternalId = AgentKeypairId,
                    PublicKey = session.Keys.AgentPublicKey ?? throw ClientErrors.KeyNotAvailable("the agent's public key"),
                },
                Invitation = new PostInvitationsInvitation
                {
                    OrganizationMemberRole = role is { } given ? OrganizationMapping.Text(given) : null,
                },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return ConnectionMapping.Map(answer.Invitation, session.Keys);
    }

    /// <summary>Reads what an invitation binds its recipient to.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The purpose.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>, <c>NotAnOrganizationInvitation</c>.</exception>
    public async Task<OrganizationPurpose> ReadPurposeAsync(string token, CancellationToken cancel)
    {
        var answer = await session.Apis.Connections.GetInvitationAsync(token, cancel)
            .OrNotFound(ClientErrors.InvitationNotFound).ConfigureAwait(false);
        var invitation = answer.Invitation;
        if (invitation.OrganizationId is not { } organizationId || (invitation.ServiceId ?? invitation.OrganizationMemberRole) is null)
        {
            throw ClientErrors.NotAnOrganizationInvitation();
        }

        var organization = await session.Organizations.GetAsync(organizationId, cancel).ConfigureAwait(false);
        return invitation.ServiceId is { } serviceId
            ? new OrganizationPurpose(
                organization,
                Role: null,
                await session.OrganizationServices.GetAsync(organizationId, serviceId, cancel).ConfigureAwait(false))
            : new OrganizationPurpose(organization, OrganizationMapping.Role(invitation.OrganizationMemberRole), Service: null);
    }
}
