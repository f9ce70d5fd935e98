namespace Meeco.Wire;

/// <summary>The service to make.</summary>
public sealed record PostOrganizationServiceService
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it undertakes.</summary>
    public string? Contract { get; init; }

    /// <summary>The public key under which the tokens of its sessions are given out, in PEM.</summary>
    public string? PublicKey { get; init; }
}
