namespace Meeco.Wire;

/// <summary>Where something can be fetched without a token, for a short time.</summary>
public sealed record RedirectResponse
{
    /// <summary>The address: whoever knows it may fetch.</summary>
    public required string RedirectUrl { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedirectResponse);
}
