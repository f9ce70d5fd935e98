namespace Meeco.Wire;

/// <summary>Changes the calling user (`PUT /me`).</summary>
public sealed record PutMeRequest
{
    /// <summary>What changes; members that are absent stay.</summary>
    public PutMeUser? User { get; init; }
}
