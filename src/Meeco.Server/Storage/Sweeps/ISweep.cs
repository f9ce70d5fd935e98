namespace Meeco.Server.Storage.Sweeps;

/// <summary>
/// Removes rows of one kind that mean nothing any more. They mean nothing from their moment on, removed or not: whoever decides
/// by them looks at the time. So it does not matter when a sweep runs, nor whether two run at once.
/// </summary>
internal interface ISweep
{
    /// <summary>Removes all that there is to remove now, a part at a time, so that others can work in between.</summary>
    /// <returns>How many rows there were.</returns>
    Task<int> SweepAsync(CancellationToken cancel);
}
