using Meeco.Wire;

namespace Meeco;

/// <summary>Connects two users whose sessions are both at hand: invites with the one and accepts with the other.</summary>
internal sealed class PairConnector(MeecoSession from, MeecoSession to, IProgress<MeecoProgress>? progress)
{
    private const int Steps = 4;

    /// <summary>Connects them.</summary>
    /// <param name="nameOfTo">What the first calls the second.</param>
    /// <param name="nameOfFrom">What the second calls the first.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The connection as the first sees it.</returns>
    public async Task<MeecoConnection> ConnectAsync(string nameOfTo, string nameOfFrom, CancellationToken cancel)
    {
        progress?.Report(new MeecoProgress("Making two key pairs", 0, Steps));
        var (ofFrom, ofTo) = await MakePairsAsync(cancel).ConfigureAwait(false);
        string? token = null;
        try
        {
            progress?.Report(new MeecoProgress("Inviting", 2, Steps));
            var invitation = await from.Invitations
                .InviteAsync(ofFrom, new NewInvitation { Name = nameOfTo, Multistep = false }, cancel).ConfigureAwait(false);
            token = invitation.Token;
            progress?.Report(new MeecoProgress("Accepting", 3, Steps));
            var accepted = await to.Invitations.AnswerAsync(ofTo, token, nameOfFrom, null, cancel).ConfigureAwait(false);
            token = null;
            if (accepted.ConnectionExistedAlready)
            {
                await DiscardAsync(ofFrom, ofTo).ConfigureAwait(false);
            }

            var seenByFrom = await from.Connections.GetAsync(accepted.Connection.TheOtherUser.Id, cancel)
                .ConfigureAwait(false);
            return seenByFrom with { ExistedAlready = accepted.ConnectionExistedAlready };
        }
        catch when (token is not null)
        {
            await from.Invitations.RemoveAsync(token, CancellationToken.None).IgnoringRefusal().ConfigureAwait(false);
            await DiscardAsync(ofFrom, ofTo).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(PostedPublicKey From, PostedPublicKey To)> MakePairsAsync(CancellationToken cancel)
    {
        var ofFrom = from.KeyRing.CreateAsync(cancel);
        var ofTo = to.KeyRing.CreateAsync(cancel);
        await Task.WhenAll(ofFrom, ofTo).ConfigureAwait(false);
        return (await ofFrom.ConfigureAwait(false), await ofTo.ConfigureAwait(false));
    }

    private Task DiscardAsync(PostedPublicKey ofFrom, PostedPublicKey ofTo) =>
        Task.WhenAll(from.KeyRing.DiscardAsync(ofFrom), to.KeyRing.DiscardAsync(ofTo));
}
