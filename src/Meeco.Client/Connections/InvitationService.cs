using System.Runtime.CompilerServices;
using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Invitations to connect.</summary>
internal sealed class InvitationService(MeecoSession session)
{
    private const int Steps = 2;

    /// <summary>Invites somebody; makes a key pair for the connection, and prepares shares if any are wanted.</summary>
    /// <param name="wanted">The invitation.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation with its token.</returns>
    /// <exception cref="MeecoException">
    /// <c>PassphraseNeeded</c>, <c>EmptyPassphrase</c>; what sharing the items now would be refused with.
    /// </exception>
    public async Task<MeecoInvitation> CreateAsync(
        NewInvitation wanted,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var key = await session.KeyRing.CreateAsync(cancel).ConfigureAwait(false);
        progress?.Report(new MeecoProgress("Inviting", 1, Steps));
        InvitationBody? made = null;
        try
        {
            made = await InviteAsync(key, wanted, cancel).ConfigureAwait(false);
            if (wanted.ItemIds.Count == 0)
            {
                return ConnectionMapping.Map(made, session.Keys);
            }

            await new SharePreparer(session).PrepareAsync(made, wanted, progress, cancel).ConfigureAwait(false);
            return await GetAsync(made.Id!, cancel).ConfigureAwait(false);
        }
        catch (Exception fault) when (made is not null || fault is MeecoServerException)
        {
            // An invitation without the shares that it was made for must reach nobody.
            if (made is not null)
            {
                await RemoveAsync(made.Id!, CancellationToken.None).IgnoringRefusal().ConfigureAwait(false);
            }

            await session.KeyRing.DiscardAsync(key).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lists the user's own invitations, page by page.</summary>
    /// <param name="state">Only those in this state; null for new, accepted and rejected ones.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitations.</returns>
    public async IAsyncEnumerable<MeecoInvitation> ListAsync(
        InvitationState? state,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Connections.ListInvitationsAsync(ConnectionMapping.State(state), cursor, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var invitation in page.Invitations)
            {
                yield return ConnectionMapping.Map(invitation, session.Keys);
            }
        }
    }

    /// <summary>Reads an invitation.</summary>
    /// <param name="idOrToken">The id of an own one, or the token of any.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>.</exception>
    public async Task<MeecoInvitation> GetAsync(string idOrToken, CancellationToken cancel)
    {
        var answer = await session.Apis.Connections.GetInvitationAsync(idOrToken, cancel)
            .OrNotFound(ClientErrors.InvitationNotFound).ConfigureAwait(false);
        return ConnectionMapping.Map(answer, session.Keys) with
        {
            RecipientName = await ReadIntroductionAsync(answer.Invitation, cancel).ConfigureAwait(false),
        };
    }

    /// <summary>
    /// Accepts an invitation of the simple workflow without any prepared share; makes a key pair for the connection.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <param name="name">What the user of this session calls the one who invites; null for no name.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection; the present one, marked so, if the two are connected already.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>.</exception>
    public async Task<MeecoConnection> AcceptAsync(
        string token,
        string? name,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        var invitation = await GetAsync(token, cancel).ConfigureAwait(false);
        var step = await new InvitationAccepter(session, invitation, progress)
            .AcceptAsync(new AcceptedInvitation { Name = name }, cancel).ConfigureAwait(false);
        return step.Connection ?? throw ClientErrors.ConfirmationNeeded();
    }

    /// <summary>Accepts an invitation of either workflow.</summary>
    /// <param name="invitation">The invitation, read by its token.</param>
    /// <param name="answer">How it is accepted.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection, or the invitation that waits for its sender.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>, <c>PassphraseNeeded</c>, <c>PassphraseWrong</c>.</exception>
    public Task<InvitationStep> AcceptAsync(
        MeecoInvitation invitation,
        AcceptedInvitation answer,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel) => new InvitationAccepter(session, invitation, progress).AcceptAsync(answer, cancel);

    /// <summary>Confirms an invitation that was accepted: the two are connected, and prepared shares are made.</summary>
    /// <param name="idOrToken">The id or token of an own one.</param>
    /// <param name="name">What the user of the session calls the other; null keeps the name, or takes his own.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>, <c>InvitationNotAccepted</c>.</exception>
    public async Task<MeecoConnection> ConfirmAsync(string idOrToken, string? name, CancellationToken cancel)
    {
        var invitation = await GetAsync(idOrToken, cancel).ConfigureAwait(false);
        if (invitation is not { Outgoing: true, Id: { } id })
        {
            throw ClientErrors.InvitationNotFound();
        }

        // One that is connected is confirmed again where the answer was lost.
        if (invitation.State is not (InvitationState.Accepted or InvitationState.Connected))
        {
            throw ClientErrors.InvitationNotAccepted(invitation.State);
        }

        var answer = await session.Apis.Connections.ConfirmInvitationAsync(
            id,
            new PostInvitationConfirmRequest
            {
                EncryptedRecipientName = SealName(name ?? (invitation.Name is null ? invitation.RecipientName : null)),
                EncryptedDek = WrapForRecipient(invitation),
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return session.Names.Note(ConnectionMapping.Map(
            answer.Connection ?? throw ClientErrors.NotTheProtocol("it confirmed an invitation without connecting."),
            session.Keys,
            answer.ConnectionExistedAlready,
            ConnectionMapping.Report(answer.CreatedSharesReport, invitation.PreparedShares)));
    }

    /// <summary>Says no: the invited user rejects, the sender takes back what was accepted.</summary>
    /// <param name="idOrToken">The id of an own one, or the token of any.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation as it is now.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>; <c>Conflict</c>: it has become a connection.</exception>
    public async Task<MeecoInvitation> DenyAsync(string idOrToken, CancellationToken cancel)
    {
        var invitation = await GetAsync(idOrToken, cancel).ConfigureAwait(false);
        var call = invitation.Outgoing
            ? session.Apis.Connections.CancelInvitationAsync(invitation.Id!, cancel)
            : session.Apis.Connections.RejectInvitationAsync(invitation.Token, cancel);
        var answer = await call.OrNotFound(ClientErrors.InvitationNotFound).ConfigureAwait(false);
        return ConnectionMapping.Map(answer.Invitation, session.Keys);
    }

    /// <summary>Takes an own invitation back.</summary>
    /// <param name="idOrToken">Its id or token.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public Task RemoveAsync(string idOrToken, CancellationToken cancel) =>
        session.Apis.Connections.DeleteInvitationAsync(idOrToken, cancel).OrNotFound(ClientErrors.InvitationNotFound);

    /// <summary>Invites with a pair that is in the keystore already.</summary>
    /// <param name="key">The pair.</param>
    /// <param name="wanted">The invitation.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation.</returns>
    internal async Task<InvitationBody> InviteAsync(PostedPublicKey key, NewInvitation wanted, CancellationToken cancel)
    {
        var answer = await session.Apis.Connections.CreateInvitationAsync(
            new PostInvitationsRequest
            {
                ExpiresIn = wanted.ExpiresIn?.TotalDays,
                PublicKey = key,
                Invitation = new PostInvitationsInvitation
                {
                    EncryptedRecipientName = SealName(wanted.Name),
                    MultistepWorkflow = wanted.NeedsPassphrase ? "false" : wanted.Multistep switch { true => "true", false => "false", null => null },
                    SenderToRecipientData = ConnectionMapping.Data(wanted.Data),
                },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return answer.Invitation;
    }

    /// <summary>Accepts with a pair that is in the keystore already.</summary>
    /// <param name="key">The pair.</param>
    /// <param name="token">The token.</param>
    /// <param name="name">What the user of this session calls the inviting one.</param>
    /// <param name="shares">The keys of prepared shares under that pair; null when there are none.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection.</returns>
    internal Task<ConnectionCreatedResponse> AnswerAsync(
        PostedPublicKey key,
        string token,
        string? name,
        IReadOnlyList<PostConnectionsShareIntent>? shares,
        CancellationToken cancel) => session.Apis.Connections.CreateAsync(
            new PostConnectionsRequest
            {
                PublicKey = key,
                Connection = new PostConnectionsConnection
                {
                    InvitationToken = token,
                    EncryptedRecipientName = SealName(name),
                },
                ShareIntents = shares,
            },
            ServerApis.NewIdempotencyKey(),
            cancel).OrNotFound(ClientErrors.InvitationNotFound);

    private string? SealName(string? name) => Ciphers.Seal("The name", session.Keys.Dek, name);

    private async Task<string?> ReadIntroductionAsync(InvitationBody invitation, CancellationToken cancel) =>
        invitation is { Outgoing: true, KeypairExternalId: { Length: > 0 } pair, EncryptedRecipientName: { } text }
        && Cryppo.IsRsaValue(text)
            ? await session.KeyRing.OpenNameAsync(pair, text, cancel).ConfigureAwait(false)
            : null;

    // The sender's client made one key for all of them, and so the call has place for one.
    private string? WrapForRecipient(MeecoInvitation invitation)
    {
        var keys = invitation.PreparedShares.Select(share => share.EncryptedDek).Distinct().ToList();
        if (keys is [])
        {
            return null;
        }

        if (keys is not [{ } sealedKey] || invitation.RecipientPublicKey is not { } publicKey)
        {
            throw ClientErrors.NotTheProtocol("prepared shares have no key, or more than one, or nobody to give it to.");
        }

        using var key = Ciphers.Open("The key of the prepared shares", () => session.Keys.Dek.UnwrapShareKey(sealedKey));
        return session.KeyRing.WrapShareKey(publicKey, key);
    }
}
