namespace Meeco.Wire;

/// <summary>Asks for an organisation; the members are not wrapped.</summary>
public sealed record PostOrganizationRequest
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Where it is on the web.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is written to.</summary>
    public string? Email { get; init; }

    /// <summary>The public key under which the tokens of its sessions are given out, in PEM.</summary>
    public string? PublicKey { get; init; }
}
