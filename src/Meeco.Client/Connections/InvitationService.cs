using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Invitations to connect.</summary>
internal sealed class InvitationService(MeecoSession session)
{
    private const int Steps = 2;

    /// <summary>Invites somebody; makes a key pair for the connection.</summary>
    /// <param name="name">What the user of this session calls him; null for no name.</param>
    /// <param name="expiresIn">After which time it ends; null for the server's choice.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation with its token.</returns>
    public async Task<MeecoInvitation> CreateAsync(
        string? name,
        TimeSpan? expiresIn,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var key = await session.KeyRing.CreateAsync(cancel).ConfigureAwait(false);
        progress?.Report(new MeecoProgress("Inviting", 1, Steps));
        try
        {
            return ConnectionMapping.Map(
                await InviteAsync(key, name, expiresIn, cancel).ConfigureAwait(false), session.Keys);
        }
        catch (MeecoServerException)
        {
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
        return ConnectionMapping.Map(answer.Invitation, session.Keys);
    }

    /// <summary>Accepts an invitation; makes a key pair for the connection.</summary>
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
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var key = await session.KeyRing.CreateAsync(cancel).ConfigureAwait(false);
        progress?.Report(new MeecoProgress("Accepting", 1, Steps));
        try
        {
            var answer = await AnswerAsync(key, token, name, cancel).ConfigureAwait(false);
            if (answer.ConnectionExistedAlready)
            {
                await session.KeyRing.DiscardAsync(key).ConfigureAwait(false);
            }

            return ConnectionMapping.Map(answer.Connection, session.Keys, answer.ConnectionExistedAlready);
        }
        catch (MeecoException refused) when (refused.Category != MeecoErrorCategory.Connection)
        {
            // When the connection broke, the pair may be in use already.
            await session.KeyRing.DiscardAsync(key).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes an own invitation back.</summary>
    /// <param name="idOrToken">Its id or token.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public Task RemoveAsync(string idOrToken, CancellationToken cancel) =>
        session.Apis.Connections.DeleteInvitationAsync(idOrToken, cancel).OrNotFound(ClientErrors.InvitationNotFound);

    /// <summary>Invites with a pair that is in the keystore already.</summary>
    /// <param name="key">The pair.</param>
    /// <param name="name">What the user of this session calls the invited one.</param>
    /// <param name="expiresIn">After which time it ends; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation.</returns>
    internal async Task<InvitationBody> InviteAsync(
        PostedPublicKey key,
        string? name,
        TimeSpan? expiresIn,
        CancellationToken cancel)
    {
        var answer = await session.Apis.Connections.CreateInvitationAsync(
            new PostInvitationsRequest
            {
                ExpiresIn = expiresIn?.TotalDays,
                PublicKey = key,
                Invitation = new PostInvitationsInvitation { EncryptedRecipientName = SealName(name) },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return answer.Invitation;
    }

    /// <summary>Accepts with a pair that is in the keystore already.</summary>
    /// <param name="key">The pair.</param>
    /// <param name="token">The token.</param>
    /// <param name="name">What the user of this session calls the inviting one.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection.</returns>
    internal Task<ConnectionCreatedResponse> AnswerAsync(
        PostedPublicKey key,
        string token,
        string? name,
        CancellationToken cancel) => session.Apis.Connections.CreateAsync(
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
            cancel).OrNotFound(ClientErrors.InvitationNotFound);

    private string? SealName(string? name) => Ciphers.Seal("The name", session.Keys.Dek, name);
}
