namespace Meeco;

/// <summary>Two users to be connected, as a file names them with their credentials. Binds to <c>New-MeecoConnection</c>.</summary>
public sealed record MeecoConnectionRequest
{
    internal MeecoConnectionRequest()
    {
    }

    /// <summary>The one user.</summary>
    public required MeecoSession From { get; init; }

    /// <summary>The other user.</summary>
    public required MeecoSession To { get; init; }

    /// <summary>What the other calls the one; his user name where the file does not say.</summary>
    public required string FromName { get; init; }

    /// <summary>What the one calls the other; his user name where the file does not say.</summary>
    public required string ToName { get; init; }

    /// <summary>The two names.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{FromName} and {ToName}";
}
