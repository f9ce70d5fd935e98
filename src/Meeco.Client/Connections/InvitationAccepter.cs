using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Accepts one invitation. The keys of prepared shares are opened before anything is sent, so that a wrong passphrase
/// connects nobody; where the two are connected already, the pair of that connection serves and none is made.
/// </summary>
internal sealed class InvitationAccepter(MeecoSession session, MeecoInvitation invitation, IProgress<MeecoProgress>? progress)
{
    private const int Steps = 2;

    private bool _isKeyInUse;

    /// <summary>Accepts.</summary>
    /// <param name="answer">How.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection, or the invitation that waits for its sender.</returns>
    public async Task<InvitationStep> AcceptAsync(AcceptedInvitation answer, CancellationToken cancel)
    {
        using var keys = invitation is { Multistep: false, PreparedShares: [_, ..] shares }
            ? PreparedShareKeys.Open(answer.Passphrase ?? throw ClientErrors.PassphraseNeeded(), shares)
            : null;
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var (key, isNew) = await TakeKeyAsync(cancel).ConfigureAwait(false);
        progress?.Report(new MeecoProgress("Accepting", 1, Steps));
        try
        {
            var step = invitation.Multistep
                ? await AcceptFirstAsync(key, answer, cancel).ConfigureAwait(false)
                : await ConnectAsync(key, keys, answer, cancel).ConfigureAwait(false);
            if (!invitation.Multistep && answer.AcceptShares)
            {
                await AcceptSharesAsync(step.Connection!.CreatedShareIds, cancel).ConfigureAwait(false);
            }

            return step;
        }
        catch (Exception fault) when (fault is not MeecoException { Category: not MeecoErrorCategory.Connection })
        {
            // When the connection broke, or the wait for it was ended, the pair may be in use already.
            _isKeyInUse = true;
            throw;
        }
        finally
        {
            if (isNew && !_isKeyInUse)
            {
                await session.KeyRing.DiscardAsync(key).ConfigureAwait(false);
            }
        }
    }

    private async Task<(PostedPublicKey Key, bool IsNew)> TakeKeyAsync(CancellationToken cancel)
    {
        if (invitation.PresentConnectionId is not { } id)
        {
            return (await session.KeyRing.CreateAsync(cancel).ConfigureAwait(false), true);
        }

        var own = (await session.Apis.Connections.GetAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ConnectionNotFound(id)).ConfigureAwait(false)).Connection.Own;
        return (new PostedPublicKey { KeypairExternalId = own.UserKeypairExternalId, PublicKey = own.UserPublicKey }, false);
    }

    private async Task<InvitationStep> ConnectAsync(
        PostedPublicKey key,
        PreparedShareKeySet? keys,
        AcceptedInvitation answer,
        CancellationToken cancel)
    {
        var made = await session.Invitations.AnswerAsync(
            key,
            invitation.Token,
            answer.Name,
            keys?.For(session.KeyRing, key.PublicKey!),
            cancel).ConfigureAwait(false);
        _isKeyInUse = made.Connection.Own.UserPublicKey == key.PublicKey;
        var report = ConnectionMapping.Report(made.CreatedSharesReport, invitation.PreparedShares);
        var connection = ConnectionMapping.Map(made.Connection, session.Keys, made.ConnectionExistedAlready, report);
        return new InvitationStep(session.Names.Note(connection), null);
    }

    private async Task AcceptSharesAsync(IReadOnlyList<string> shareIds, CancellationToken cancel)
    {
        foreach (var id in shareIds)
        {
            await session.Shares.AcceptAsync(id, cancel).ConfigureAwait(false);
        }
    }

    private async Task<InvitationStep> AcceptFirstAsync(
        PostedPublicKey key,
        AcceptedInvitation answer,
        CancellationToken cancel)
    {
        var accepted = await session.Apis.Connections.AcceptInvitationAsync(
            invitation.Token,
            new PostInvitationAcceptRequest
            {
                PublicKey = key,
                Invitation = new PostInvitationAcceptInvitation
                {
                    AcceptShares = answer.AcceptShares ? true : null,
                    EncryptedSenderName = Ciphers.Seal("The name", session.Keys.Dek, answer.Name),
                    EncryptedRecipientName = answer.Introduction is { } name && invitation.SenderPublicKey is { } sender
                        ? session.KeyRing.SealName(sender, name)
                        : null,
                    RecipientToSenderData = ConnectionMapping.Data(answer.Data),
                },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).OrNotFound(ClientErrors.InvitationNotFound).ConfigureAwait(false);

        _isKeyInUse = true;

        // Connected already, and still to be confirmed where the sender has shares to give (rule 16).
        var now = accepted.Invitation is { } body
            ? ConnectionMapping.Map(body, session.Keys)
            : await session.Invitations.GetAsync(invitation.Token, cancel).ConfigureAwait(false);
        return now.State == InvitationState.Connected && accepted.Connection is { } connection
            ? new InvitationStep(session.Names.Note(ConnectionMapping.Map(connection, session.Keys, accepted.ConnectionExistedAlready)), null)
            : new InvitationStep(null, now);
    }
}
