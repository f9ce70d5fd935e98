namespace Meeco;

/// <summary>
/// A connection that was made, as a file names it. Wherever a connection is asked for it stands for the side of the user
/// who invited.
/// </summary>
public sealed record MeecoConnectionReference
{
    internal MeecoConnectionReference()
    {
    }

    /// <summary>The connection's id for the user who invited.</summary>
    public required string FromUserConnectionId { get; init; }

    /// <summary>The connection's id for the user who accepted; null if the file does not say.</summary>
    public string? ToUserConnectionId { get; init; }

    /// <summary>The invitation that it came from; null if the file does not say.</summary>
    public string? InvitationId { get; init; }

    /// <summary>What the user who accepted calls the one who invited; null if the file does not say.</summary>
    public string? FromName { get; init; }

    /// <summary>What the user who invited calls the one who accepted; null if the file does not say.</summary>
    public string? ToName { get; init; }

    /// <summary>The name that the user who invited knows it by.</summary>
    /// <returns>The name, or the id where there is none.</returns>
    public override string ToString() => ToName ?? FromUserConnectionId;
}
