using System.Runtime.CompilerServices;

namespace Meeco;

/// <summary>
/// Shares one item with any number of recipients: it is read and opened once, and posted once, unless there are so many
/// that no server would take them in one body. A recipient whom the server refuses does not take the others with him.
/// </summary>
internal sealed class ShareCreator(MeecoSession session)
{
    /// <summary>Shares an item.</summary>
    /// <param name="itemId">The item's id, for the user of the session.</param>
    /// <param name="start">The item as it was read before, to save calls; null to read it.</param>
    /// <param name="recipients">With whom.</param>
    /// <param name="conditions">On what conditions.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What came of each recipient: first those who have a share already.</returns>
    /// <exception cref="MeecoException">The item cannot be shared, with anybody.</exception>
    public async IAsyncEnumerable<ShareOutcome> CreateAsync(
        string itemId,
        ShareStart? start,
        IReadOnlyList<MeecoConnection> recipients,
        NewShare conditions,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        if (recipients.Count == 0)
        {
            throw ClientErrors.NoRecipients();
        }

        using var sharing = new ItemSharing(session, itemId, start, conditions);
        var (standing, left) = await sharing.SplitAsync(recipients, cancel).ConfigureAwait(false);
        foreach (var share in standing)
        {
            yield return new ShareOutcome(share, null);
        }

        while (left.Count > 0)
        {
            var outcomes = await Revision.WriteAsync(stop => sharing.PostNextAsync(left, stop), cancel).ConfigureAwait(false);
            foreach (var outcome in outcomes)
            {
                yield return outcome;
            }

            left = [.. left.Skip(outcomes.Count)];
        }
    }

    /// <summary>Tells what sharing an item would take, and sends nothing but what reads.</summary>
    /// <param name="itemId">The item's id, for the user of the session.</param>
    /// <param name="start">The item as it was read before, to save calls; null to read it.</param>
    /// <param name="recipients">With whom.</param>
    /// <param name="conditions">On what conditions.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="MeecoException">The item cannot be shared, with anybody.</exception>
    public async Task<SharePlan> PlanAsync(
        string itemId,
        ShareStart? start,
        IReadOnlyList<MeecoConnection> recipients,
        NewShare conditions,
        CancellationToken cancel)
    {
        using var sharing = new ItemSharing(session, itemId, start, conditions);
        var (standing, left) = await sharing.SplitAsync(recipients, cancel).ConfigureAwait(false);
        var calls = left.Count == 0 ? 0 : await sharing.CountCallsAsync(left.Count, cancel).ConfigureAwait(false);
        return new SharePlan(left.Count, standing.Count, calls);
    }
}
