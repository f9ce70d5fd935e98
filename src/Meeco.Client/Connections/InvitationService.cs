namespace Meeco;

/// <summary>Invitations to connect.</summary>
internal sealed class InvitationService(MeecoSession session)
{
    /// <summary>Invites somebody; makes a key pair for the connection.</summary>
    /// <param name="name">What the user of this session calls him; null for no name.</param>
    /// <param name="expiresIn">After which time it ends, in whole days; null for the server's choice.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation with its token.</returns>
    public Task<MeecoInvitation> CreateAsync(
        string? name,
        TimeSpan? expiresIn,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel) => throw new NotSupportedException(session.ToString());

    /// <summary>Lists the user's own invitations, page by page.</summary>
    /// <param name="state">Only those in this state; null for new, accepted and rejected ones.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitations.</returns>
    public IAsyncEnumerable<MeecoInvitation> ListAsync(InvitationState? state, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Reads an invitation.</summary>
    /// <param name="idOrToken">The id of an own one, or the token of any.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The invitation.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>.</exception>
    public Task<MeecoInvitation> GetAsync(string idOrToken, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Accepts an invitation; makes a key pair for the connection.</summary>
    /// <param name="token">The token.</param>
    /// <param name="name">What the user of this session calls the one who invites; null for no name.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection; the present one, marked so, if the two are connected already.</returns>
    /// <exception cref="MeecoException"><c>InvitationNotFound</c>.</exception>
    public Task<MeecoConnection> AcceptAsync(
        string token,
        string? name,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel) => throw new NotSupportedException(session.ToString());

    /// <summary>Takes an own invitation back.</summary>
    /// <param name="idOrToken">Its id or token.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    public Task RemoveAsync(string idOrToken, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());
}
