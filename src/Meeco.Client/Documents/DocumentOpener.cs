using System.Security;

namespace Meeco;

/// <summary>Takes up the sessions whose tokens and keys a document holds.</summary>
/// <param name="environment">Where the servers are.</param>
/// <param name="accounts">Takes sessions up.</param>
/// <param name="passphrases">For sessions that have ended: of the document's users, in its order; may be fewer.</param>
/// <param name="delegationId">The user for whom to act; null for the document's own.</param>
internal sealed class DocumentOpener(
    MeecoEnvironment environment,
    AccountService accounts,
    IReadOnlyList<SecureString> passphrases,
    string? delegationId)
{
    // The CLI's file does not say which organisation it is.
    private const string AgentName = "organization";

    /// <summary>Whether something must be opened before it can be handed on.</summary>
    /// <param name="read">What a document held.</param>
    /// <returns>Whether it holds credentials.</returns>
    public static bool HoldsCredentials(object read) => read is SessionDocument or ConnectionRequestDocument or ShareRequestDocument;

    /// <summary>Opens what a document held.</summary>
    /// <param name="read">What it held.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What to hand on.</returns>
    /// <exception cref="MeecoException"><c>SavedSessionExpired</c>, <c>LoginFailed</c>, <c>DelegationNotFound</c>.</exception>
    public async Task<object> OpenAsync(object read, CancellationToken cancel)
    {
        switch (read)
        {
            case SessionDocument session:
                return await TakeUpAsync(session, 0, cancel).ConfigureAwait(false);
            case ShareRequestDocument share:
                return new MeecoShareRequest
                {
                    Session = await TakeUpAsync(share.From, 0, cancel).ConfigureAwait(false),
                    ItemId = share.ItemId,
                    ConnectionId = share.ConnectionId,
                    SlotId = share.SlotId,
                };
            case ConnectionRequestDocument connection:
                return await OpenAsync(connection, cancel).ConfigureAwait(false);
            default:
                return read;
        }
    }

    private async Task<MeecoConnectionRequest> OpenAsync(ConnectionRequestDocument connection, CancellationToken cancel)
    {
        var from = await TakeUpAsync(connection.From, 0, cancel).ConfigureAwait(false);
        try
        {
            var to = await TakeUpAsync(connection.To, 1, cancel).ConfigureAwait(false);
            return new MeecoConnectionRequest
            {
                From = from,
                To = to,
                FromName = connection.FromName ?? from.UserName,
                ToName = connection.ToName ?? to.UserName,
            };
        }
        catch
        {
            from.Dispose();
            throw;
        }
    }

    private async Task<MeecoSession> TakeUpAsync(SessionDocument document, int index, CancellationToken cancel)
    {
        try
        {
            return await ResumeAsync(document, document.ReadTokens(), cancel).ConfigureAwait(false);
        }
        catch (MeecoException ended) when (ended.ErrorId == ClientErrors.SavedSessionExpiredId)
        {
            if (index >= passphrases.Count || !document.HasSecret)
            {
                throw DocumentErrors.SessionInFileExpired();
            }
        }

        using var secret = document.ReadSecret();
        var connected = await accounts.ConnectAsync(environment, passphrases[index], secret, validFor: null, cancel)
            .ConfigureAwait(false);
        if (delegationId is null)
        {
            return connected;
        }

        // The new tokens live on at the servers; what is let go here is the copy of the user's own keys.
        using (connected)
        {
            var tokens = new SessionTokens(connected.Apis.KeystoreToken.Value, connected.Apis.VaultToken.Value!);
            return await ResumeAsync(document, tokens, cancel).ConfigureAwait(false);
        }
    }

    private async Task<MeecoSession> ResumeAsync(
        SessionDocument document,
        SessionTokens tokens,
        CancellationToken cancel)
    {
        if (delegationId is null)
        {
            var keys = document.ReadKeys();
            var (kind, name) = document.IsAgent
                ? (MeecoSessionKind.Organization, AgentName)
                : (MeecoSessionKind.User, keys.SecretOrNull?.Username ?? "");
            return await accounts.ResumeAsync(environment, tokens, keys, kind, name, delegationId: null, cancel).ConfigureAwait(false);
        }

        var session = await accounts.ResumeAsync(
            environment,
            tokens,
            document.ReadKeysOf(delegationId),
            MeecoSessionKind.Delegate,
            document.ReadUserName(),
            delegationId,
            cancel).ConfigureAwait(false);
        if (session.UserId == delegationId)
        {
            return session;
        }

        // What the delegate wrote would land in his own account, under a key that is not his.
        session.Dispose();
        throw ClientErrors.NotTheProtocol("it does not act for the user that a delegate names.");
    }
}
