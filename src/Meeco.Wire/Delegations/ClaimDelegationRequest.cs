namespace Meeco.Wire;

/// <summary>The delegate's proof that the delegation was meant for him.</summary>
public sealed record ClaimDelegationRequest
{
    /// <summary>The token signed with the private key of his side of the connection (`Sign.Rsa4096.…`).</summary>
    public string? DelegateSignature { get; init; }
}
