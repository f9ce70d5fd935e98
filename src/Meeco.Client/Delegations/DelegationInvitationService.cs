using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Invitations to become a delegate: with a token to whoever is given it, or to a connected user.</summary>
internal sealed class DelegationInvitationService(MeecoSession session)
{
    private const int Steps = 3;

    private readonly ConnectionNames _names = new(session);

    /// <summary>Invites somebody to connect and become a delegate; makes a key pair for the connection.</summary>
    /// <param name="name">What the user of this session calls him.</param>
    /// <param name="role">What he will be allowed to do.</param>
    /// <param name="expiresIn">After which time the invitation ends; null for the server's choice.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation with its token.</returns>
    public async Task<MeecoDelegationInvitation> CreateAsync(
        string name,
        DelegationRole role,
        TimeSpan? expiresIn,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var key = await session.KeyRing.CreateAsync(cancel).ConfigureAwait(false);
        try
        {
            progress?.Report(new MeecoProgress("Making the delegation", 1, Steps));
            var token = await MakeAsync(role, cancel).ConfigureAwait(false);
            progress?.Report(new MeecoProgress("Inviting", 2, Steps));
            var answer = await session.Apis.Connections.CreateInvitationAsync(
                new PostInvitationsRequest
                {
                    ExpiresIn = expiresIn?.TotalDays,
                    PublicKey = key,
                    Invitation = new PostInvitationsInvitation
                    {
                        EncryptedRecipientName = SealName(name),
                        DelegateRole = DelegationMapping.Text(role),
                        DelegationToken = token,
                        MultistepWorkflow = "false",
                    },
                },
                ServerApis.NewIdempotencyKey(),
                cancel).ConfigureAwait(false);
            return DelegationMapping.Map(answer.Invitation, session.Keys);
        }
        catch (MeecoServerException)
        {
            await session.KeyRing.DiscardAsync(key).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Invites a connected user to become a delegate.</summary>
    /// <param name="connection">The connection to him.</param>
    /// <param name="role">What he will be allowed to do.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation.</returns>
    public async Task<MeecoDelegationInvitation> CreateAsync(MeecoConnection connection, DelegationRole role, CancellationToken cancel)
    {
        var token = await MakeAsync(role, cancel).ConfigureAwait(false);
        try
        {
            var answer = await session.Apis.Delegations.CreateInvitationAsync(
                new PostDelegationInvitationsRequest
                {
                    ConnectionId = connection.Id,
                    DelegationToken = token,
                    DelegationRole = DelegationMapping.Text(role),
                },
                ServerApis.NewIdempotencyKey(),
                cancel).OrNotFound(() => ClientErrors.ConnectionNotFound(connection.Id)).ConfigureAwait(false);
            return DelegationMapping.Map(answer.DelegationInvitation, session, connection.Name);
        }
        catch (MeecoException refused) when (refused.Category != MeecoErrorCategory.Connection)
        {
            await session.Apis.KeyDelegations.DeleteAsync(token, CancellationToken.None).IgnoringRefusal().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lists the invitations that were sent to the user, and those that he made.</summary>
    /// <param name="outgoing">Only those that he made, or only those that were sent to him; null for both.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitations.</returns>
    public async IAsyncEnumerable<MeecoDelegationInvitation> ListAsync(
        bool? outgoing,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        if (outgoing != true)
        {
            await foreach (var invitation in ReadAsync(session.Apis.Delegations.ListIncomingAsync, cancel).ConfigureAwait(false))
            {
                yield return invitation;
            }
        }

        if (outgoing == false)
        {
            yield break;
        }

        await foreach (var invitation in ReadAsync(session.Apis.Delegations.ListOutgoingAsync, cancel).ConfigureAwait(false))
        {
            yield return invitation;
        }

        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Connections.ListInvitationsAsync(state: null, cursor, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var invitation in page.Invitations.Where(IsForDelegate))
            {
                yield return DelegationMapping.Map(invitation, session.Keys);
            }
        }
    }

    /// <summary>Reads an invitation.</summary>
    /// <param name="reference">The id of one that was made by the user or sent to him, or the token of any.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation.</returns>
    /// <exception cref="MeecoException">
    /// <c>DelegationInvitationNotFound</c>; <c>NotADelegationInvitation</c>: it is for something else.
    /// </exception>
    public async Task<MeecoDelegationInvitation> GetAsync(string reference, CancellationToken cancel)
    {
        if (Identifiers.IsId(reference)
            && await session.Apis.Delegations.GetInvitationAsync(reference, cancel).OrNull().ConfigureAwait(false) is { } sent)
        {
            return await MapAsync(sent.DelegationInvitation, cancel).ConfigureAwait(false);
        }

        var answer = await session.Apis.Connections.GetInvitationAsync(reference, cancel)
            .OrNotFound(ClientErrors.DelegationInvitationNotFound).ConfigureAwait(false);
        return IsForDelegate(answer.Invitation)
            ? DelegationMapping.Map(answer.Invitation, session.Keys)
            : throw ClientErrors.NotADelegationInvitation();
    }

    /// <summary>Becomes the delegate, and proves himself to the keystore. May be repeated after it was interrupted.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="name">What the user calls the one who invites, where they are not connected yet; null for no name.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation.</returns>
    public async Task<MeecoDelegation> AcceptAsync(
        MeecoDelegationInvitation invitation,
        string? name,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        session.RequireOwn();
        var connection = invitation.Token is { } token
            ? await ConnectAsync(token, name, progress, cancel).ConfigureAwait(false)
            : (await session.Apis.Delegations.AcceptInvitationAsync(invitation.Id!, cancel)
                .OrNotFound(ClientErrors.DelegationInvitationNotFound).ConfigureAwait(false)).Connection;
        progress?.Report(new MeecoProgress("Claiming the delegation", 2, Steps));
        return await session.Delegations.ClaimAsync(connection, cancel).ConfigureAwait(false);
    }

    /// <summary>Declines an invitation; its sender can see it then.</summary>
    /// <param name="reference">Its id, or its token.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation as it is now.</returns>
    public async Task<MeecoDelegationInvitation> RejectAsync(string reference, CancellationToken cancel)
    {
        var invitation = await GetAsync(reference, cancel).ConfigureAwait(false);
        if (invitation.Token is { } token)
        {
            var answer = await session.Apis.Connections.RejectInvitationAsync(token, cancel)
                .OrNotFound(ClientErrors.DelegationInvitationNotFound).ConfigureAwait(false);
            return DelegationMapping.Map(answer.Invitation, session.Keys);
        }

        await session.Apis.Delegations.RejectInvitationAsync(invitation.Id!, cancel)
            .OrNotFound(ClientErrors.DelegationInvitationNotFound).ConfigureAwait(false);
        return await GetAsync(reference, cancel).ConfigureAwait(false);
    }

    /// <summary>Takes an own invitation back.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When nobody can accept it any more.</returns>
    public Task RemoveAsync(MeecoDelegationInvitation invitation, CancellationToken cancel) =>
        (invitation.Token is null
            ? session.Apis.Delegations.DeleteInvitationAsync(invitation.Id!, cancel)
            : session.Apis.Connections.DeleteInvitationAsync(invitation.Token, cancel))
        .OrNotFound(ClientErrors.DelegationInvitationNotFound);

    private async Task<ConnectionBody> ConnectAsync(
        string token,
        string? name,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var key = await session.KeyRing.CreateAsync(cancel).ConfigureAwait(false);
        progress?.Report(new MeecoProgress("Connecting", 1, Steps));
        try
        {
            var answer = await session.Apis.Connections.CreateAsync(
                new PostConnectionsRequest
                {
                    PublicKey = key,
                    Connection = new PostConnectionsConnection
                    {
                        InvitationToken = token,
                        EncryptedRecipientName = SealName(name),
                    },
                },
                ServerApis.NewIdempotencyKey(),
                cancel).OrNotFound(ClientErrors.DelegationInvitationNotFound).ConfigureAwait(false);
            if (answer.ConnectionExistedAlready)
            {
                await session.KeyRing.DiscardAsync(key).ConfigureAwait(false);
            }

            return DelegationMapping.TokenOfReceived(answer.Connection) is not null
                ? answer.Connection
                : throw ClientErrors.NotADelegationInvitation();
        }
        catch (MeecoServerException)
        {
            await session.KeyRing.DiscardAsync(key).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> MakeAsync(DelegationRole role, CancellationToken cancel)
    {
        var made = await session.Apis.KeyDelegations.CreateAsync(
            new PostDelegationRequest { VaultAccountId = session.UserId, DelegationRole = DelegationMapping.Text(role) },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return made.Delegation.DelegationToken;
    }

    private async IAsyncEnumerable<MeecoDelegationInvitation> ReadAsync(
        Func<string?, CancellationToken, Task<DelegationInvitationsResponse>> list,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in Paging.PagesAsync(list, page => page.NextPageAfter, cancel).ConfigureAwait(false))
        {
            foreach (var invitation in page.DelegationInvitations)
            {
                yield return await MapAsync(invitation, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task<MeecoDelegationInvitation> MapAsync(DelegationInvitationBody invitation, CancellationToken cancel)
    {
        var mapped = DelegationMapping.Map(invitation, session, name: null);
        return mapped with { Name = await _names.FindAsync(mapped.UserId!, cancel).ConfigureAwait(false) };
    }

    private string? SealName(string? name) => Ciphers.Seal("The name", session.Keys.Dek, name);

    private static bool IsForDelegate(InvitationBody invitation) => invitation.ConnectionType == DelegationMapping.ConnectionType;
}
