namespace Meeco.Wire;

/// <summary>One user, as the agent of a service sees him.</summary>
public sealed record ServiceUserResponse
{
    /// <summary>The user.</summary>
    public required ServiceUserBody ServiceUser { get; init; }
}
