using System.Runtime.CompilerServices;
using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Delegations: who acts for the user of the session, and for whom he acts.</summary>
internal sealed class DelegationService(MeecoSession session)
{
    private const string GrantedToMe = "granted_to_me";
    private const string GrantedToOther = "granted_to_the_other_user";

    /// <summary>Lists delegations with their state.</summary>
    /// <param name="direction">Only those of this direction; null for both.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegations, as the keystore answers.</returns>
    public async IAsyncEnumerable<MeecoDelegation> ListAsync(
        DelegationDirection? direction,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var links = await LinksAsync(direction, cancel).ConfigureAwait(false);
        var delegations = BoundedWork.SelectAsync(links, session.Settings.MaxConcurrency, ReadAsync, cancel);
        await foreach (var delegation in delegations.ConfigureAwait(false))
        {
            yield return delegation;
        }
    }

    /// <summary>Finds a delegation.</summary>
    /// <param name="reference">The id of its connection or of the other user, else the connection's name, exactly.</param>
    /// <param name="direction">Which way it must go; null for either.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation.</returns>
    /// <exception cref="MeecoException"><c>DelegationNotFound</c>, <c>DelegationNameAmbiguous</c>.</exception>
    public async Task<MeecoDelegation> GetAsync(string reference, DelegationDirection? direction, CancellationToken cancel) =>
        await ReadAsync(await ResolveAsync(reference, direction, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    /// <summary>Hands the delegate the user's KEK, and finishes the task of it.</summary>
    /// <param name="reference">As for <see cref="GetAsync"/>.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation as it is now.</returns>
    /// <exception cref="MeecoException">
    /// <c>DelegationNotClaimed</c>: there is no proof yet who the delegate is; <c>DelegateNotVerified</c>: it is another's.
    /// </exception>
    public async Task<MeecoDelegation> GrantAsync(string reference, CancellationToken cancel)
    {
        var link = await ResolveAsync(reference, DelegationDirection.GrantedToOther, cancel).ConfigureAwait(false);
        var granted = await ShareKekAsync(link, cancel).ConfigureAwait(false);
        await FinishTaskAsync(WorkTypes.SetupKeyDelegation, granted.ConnectionId, cancel).ConfigureAwait(false);
        return granted;
    }

    /// <summary>Keeps the KEK that the user was handed under his own, and finishes the task of it.</summary>
    /// <param name="reference">As for <see cref="GetAsync"/>.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation as it is now.</returns>
    /// <exception cref="MeecoException"><c>DelegationNotReady</c>: the account's owner has not shared it yet.</exception>
    public async Task<MeecoDelegation> ConfirmAsync(string reference, CancellationToken cancel)
    {
        session.RequireOwn();
        var link = await ResolveAsync(reference, DelegationDirection.GrantedToMe, cancel).ConfigureAwait(false);
        var confirmed = await KeepKekAsync(link, cancel).ConfigureAwait(false);
        await FinishTaskAsync(WorkTypes.ReencryptAccountOwnerKek, confirmed.ConnectionId, cancel).ConfigureAwait(false);
        return confirmed;
    }

    /// <summary>Gives the delegate another role.</summary>
    /// <param name="reference">As for <see cref="GetAsync"/>.</param>
    /// <param name="role">The role.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation as it is now.</returns>
    public async Task<MeecoDelegation> SetRoleAsync(string reference, DelegationRole role, CancellationToken cancel)
    {
        var link = await ResolveAsync(reference, DelegationDirection.GrantedToOther, cancel).ConfigureAwait(false);
        var answer = await session.Apis.Delegations.UpdateAsync(
            link.Connection.Own.Id,
            new UpdateDelegationsRequest { DelegationRole = DelegationMapping.Text(role) },
            cancel).OrNotFound(() => ClientErrors.DelegationNotFound(reference)).ConfigureAwait(false);
        return await ReadAsync(link with { Connection = answer.Connection }, cancel).ConfigureAwait(false);
    }

    /// <summary>Ends a delegation at once; the connection stays.</summary>
    /// <param name="reference">As for <see cref="GetAsync"/>.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is over.</returns>
    public async Task RemoveAsync(string reference, CancellationToken cancel)
    {
        var link = await ResolveAsync(reference, direction: null, cancel).ConfigureAwait(false);
        await session.Apis.Delegations.DeleteAsync(link.Connection.Own.Id, cancel)
            .OrNotFound(() => ClientErrors.DelegationNotFound(reference)).ConfigureAwait(false);
    }

    /// <summary>Opens a session in which the user acts for the one who made him his delegate.</summary>
    /// <param name="reference">As for <see cref="GetAsync"/>.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session; it uses the tokens of this one, and ends without ending them.</returns>
    /// <exception cref="MeecoException"><c>DelegationNotReady</c>, <c>DelegationNotFound</c>.</exception>
    public async Task<MeecoSession> ConnectAsync(string reference, CancellationToken cancel)
    {
        session.RequireOwn();
        var link = await ResolveAsync(reference, DelegationDirection.GrantedToMe, cancel).ConfigureAwait(false);
        var record = await ReadRecordAsync(link, cancel).ConfigureAwait(false);
        var kek = await OpenKekAsync(link, record, cancel).ConfigureAwait(false);
        var delegation = DelegationMapping.Map(link.Connection, link.Direction, record, session.Keys);
        return await new DelegateSessions(session).OpenAsync(delegation, kek, cancel).ConfigureAwait(false);
    }

    /// <summary>Reads the connection that a task is about.</summary>
    /// <param name="connectionId">The connection, for the user of the session.</param>
    /// <param name="direction">Which way the delegation must go.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation's connection.</returns>
    /// <exception cref="MeecoException"><c>DelegationNotFound</c>.</exception>
    internal async Task<DelegationLink> FindAsync(string connectionId, DelegationDirection direction, CancellationToken cancel)
    {
        var answer = await session.Apis.Connections.GetAsync(connectionId, cancel)
            .OrNotFound(() => ClientErrors.DelegationNotFound(connectionId)).ConfigureAwait(false);
        return Link(answer.Connection, direction) ?? throw ClientErrors.DelegationNotFound(connectionId);
    }

    /// <summary>Hands over the KEK, to whom has proved that the connection's key is his.</summary>
    /// <param name="link">The delegation's connection.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation as it is now.</returns>
    internal async Task<MeecoDelegation> ShareKekAsync(DelegationLink link, CancellationToken cancel)
    {
        var record = await ReadRecordAsync(link, cancel).ConfigureAwait(false);
        var publicKey = link.Connection.TheOtherUser.UserPublicKey;
        RequireDelegate(link, record, publicKey);
        var answer = await session.Apis.KeyDelegations.ShareAsync(
            link.Token,
            new ShareDelegationKekRequest
            {
                EncryptedKek = KeyRing.WrapKey(publicKey, session.Keys.Kek),
                DelegatePublicKey = publicKey,
            },
            cancel).ConfigureAwait(false);
        return DelegationMapping.Map(link.Connection, link.Direction, answer.Delegation, session.Keys);
    }

    /// <summary>Puts the received KEK under the user's own, where it is not yet.</summary>
    /// <param name="link">The delegation's connection.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation as it is now.</returns>
    internal async Task<MeecoDelegation> KeepKekAsync(DelegationLink link, CancellationToken cancel)
    {
        var record = await ReadRecordAsync(link, cancel).ConfigureAwait(false);
        using var kek = await OpenKekAsync(link, record, cancel).ConfigureAwait(false);
        if (record.AccountOwnerKekEncryptedWithConnectionKeypair == true)
        {
            await session.Apis.KeyDelegations.ReencryptAsync(
                link.Token,
                new ReencryptDelegationKekRequest { EncryptedKek = session.Keys.Kek.WrapKey(kek) },
                mayBeEmpty: true,
                cancel).ConfigureAwait(false);
            record = record with { AccountOwnerKekEncryptedWithConnectionKeypair = false };
        }

        return DelegationMapping.Map(link.Connection, link.Direction, record, session.Keys);
    }

    /// <summary>Takes a delegation up: proves with the connection's key that it was meant for the user.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation.</returns>
    internal async Task<MeecoDelegation> ClaimAsync(ConnectionBody connection, CancellationToken cancel)
    {
        var link = Link(connection, DelegationDirection.GrantedToMe)
            ?? throw ClientErrors.NotTheProtocol("an accepted delegation is none.");
        var signature = await session.KeyRing.SignAsync(KeypairOf(connection), link.Token, cancel).ConfigureAwait(false);
        var answer = await session.Apis.KeyDelegations.ClaimAsync(
            link.Token,
            new ClaimDelegationRequest { DelegateSignature = signature },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return DelegationMapping.Map(connection, link.Direction, answer.Delegation, session.Keys);
    }

    private async Task<MeecoDelegation> ReadAsync(DelegationLink link, CancellationToken cancel) => DelegationMapping.Map(
        link.Connection,
        link.Direction,
        await ReadRecordAsync(link, cancel).ConfigureAwait(false),
        session.Keys);

    private async Task<DelegationBody> ReadRecordAsync(DelegationLink link, CancellationToken cancel)
    {
        var answer = await session.Apis.KeyDelegations.GetAsync(link.Token, cancel)
            .OrNull().ConfigureAwait(false);
        if (answer is not null)
        {
            return answer.Delegation;
        }

        // Before the claim a keystore shows it to its owner alone.
        return link.Direction == DelegationDirection.GrantedToMe
            ? throw ClientErrors.DelegationNotClaimed(link.Connection.TheOtherUser.UserId)
            : throw ClientErrors.DelegationNotFound(link.Connection.Own.Id);
    }

    private async Task<SymmetricKey> OpenKekAsync(DelegationLink link, DelegationBody record, CancellationToken cancel)
    {
        if (record.AccountOwnerKek is not { } kek)
        {
            throw ClientErrors.DelegationNotReady();
        }

        return record.AccountOwnerKekEncryptedWithConnectionKeypair == true
            ? await session.KeyRing.OpenKeyAsync(KeypairOf(link.Connection), kek, cancel).ConfigureAwait(false)
            : Ciphers.Open("The key of the account's owner", () => session.Keys.Kek.UnwrapKey(kek));
    }

    private async Task<DelegationLink> ResolveAsync(string reference, DelegationDirection? direction, CancellationToken cancel)
    {
        var all = await LinksAsync(direction, cancel).ConfigureAwait(false);
        var found = all.Where(link => link.Connection.Own.Id == reference || link.Connection.TheOtherUser.UserId == reference).ToList();
        if (found.Count == 0 && !Identifiers.IsId(reference))
        {
            found = [.. all.Where(link => string.Equals(NameOf(link), reference, StringComparison.OrdinalIgnoreCase))];
        }

        return found switch
        {
            [] => throw ClientErrors.DelegationNotFound(reference),
            [var only] => only,

            // Each may act for the other over one connection: then the one that the user gave is meant.
            [var first, ..] when found.TrueForAll(link => link.Connection.Own.Id == first.Connection.Own.Id) =>
                found.Find(link => link.Direction == DelegationDirection.GrantedToOther) ?? first,
            _ => throw ClientErrors.Ambiguous("Delegation", reference, found.Select(link => link.Connection.Own.Id).Distinct()),
        };
    }

    private async Task<List<DelegationLink>> LinksAsync(DelegationDirection? direction, CancellationToken cancel)
    {
        var links = new List<DelegationLink>();
        foreach (var one in direction is { } only ? [only] : Enum.GetValues<DelegationDirection>())
        {
            var filter = one == DelegationDirection.GrantedToMe ? GrantedToMe : GrantedToOther;
            var pages = Paging.PagesAsync(
                (cursor, stop) => session.Apis.Delegations.ListConnectionsAsync(filter, cursor, stop),
                page => page.NextPageAfter,
                cancel);
            await foreach (var page in pages.ConfigureAwait(false))
            {
                links.AddRange(page.Connections.Select(connection => Link(connection, one)).OfType<DelegationLink>());
            }
        }

        return links;
    }

    private async Task FinishTaskAsync(string workType, string connectionId, CancellationToken cancel)
    {
        var filter = new ClientTaskFilter
        {
            States = [ClientTaskState.Todo, ClientTaskState.InProgress, ClientTaskState.Failed],
            WorkType = workType,
            TargetId = connectionId,
        };
        var open = new List<string>();
        await foreach (var task in session.ClientTasks.ReadAsync(filter, cancel).ConfigureAwait(false))
        {
            open.Add(task.Id);
        }

        if (open.Count > 0)
        {
            await session.ClientTasks.SetStateAsync(open, ClientTaskState.Done, cancel).ConfigureAwait(false);
        }
    }

    private string? NameOf(DelegationLink link) =>
        Ciphers.OpenName(session.Keys.DekOrNull, link.Connection.Own.EncryptedRecipientName);

    // The servers could name anybody: the KEK goes to whom has signed the token with the connection's key, and to nobody else.
    private static void RequireDelegate(DelegationLink link, DelegationBody record, string publicKey)
    {
        if (record.DelegateSignature is not { } signature)
        {
            throw ClientErrors.DelegationNotClaimed(link.Connection.TheOtherUser.UserId);
        }

        if (!DelegateProof.IsValid(publicKey, record.DelegatePublicKey, signature, link.Token))
        {
            throw ClientErrors.DelegateNotVerified(link.Connection.TheOtherUser.UserId);
        }
    }

    private static DelegationLink? Link(ConnectionBody connection, DelegationDirection direction)
    {
        var token = direction == DelegationDirection.GrantedToMe
            ? DelegationMapping.TokenOfReceived(connection)
            : DelegationMapping.TokenOfGiven(connection);
        return token is null ? null : new DelegationLink(connection, direction, token);
    }

    private static string KeypairOf(ConnectionBody connection) => connection.Own.UserKeypairExternalId
        ?? throw ClientErrors.NotTheProtocol("a connection names no key pair of its user.");
}
