namespace Meeco.Wire;

/// <summary>What accepting and confirming an invitation of the multistep workflow answers.</summary>
public sealed record InvitationAcceptedResponse
{
    /// <summary>Whether the two were connected before; the connection is then that one (rule 16).</summary>
    public bool ConnectionExistedAlready { get; init; }

    /// <summary>The invitation; null when the two were connected before.</summary>
    public InvitationBody? Invitation { get; init; }

    /// <summary>The connection; null until there is one.</summary>
    public ConnectionBody? Connection { get; init; }

    /// <summary>What became of shares prepared with the invitation.</summary>
    public IReadOnlyList<CreatedShareReport> CreatedSharesReport { get; init; } = [];
}
