using Meeco.Wire;

namespace Meeco;

/// <summary>Where a batch gets its tasks from.</summary>
internal interface ITaskSource
{
    /// <summary>How long a claim is good for; of use once something was claimed.</summary>
    TimeSpan Lease { get; }

    /// <summary>Claims tasks that no run of this session has taken up, and takes them up.</summary>
    /// <param name="count">How many are wanted; a few more may come.</param>
    /// <param name="most">How many at most; no fewer than are wanted.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks; none when there are no more.</returns>
    Task<IReadOnlyList<ClientTaskBody>> ClaimAsync(int count, int most, CancellationToken cancel);
}
