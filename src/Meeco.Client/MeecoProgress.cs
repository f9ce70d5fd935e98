namespace Meeco;

/// <summary>How far a long operation has come.</summary>
/// <param name="Activity">What is going on, in a few words.</param>
/// <param name="Done">Steps that are finished.</param>
/// <param name="Total">All steps, as far as they are known.</param>
internal sealed record MeecoProgress(string Activity, long Done, long Total)
{
    /// <summary>Whether the steps are bytes.</summary>
    public bool CountsBytes { get; init; }
}
