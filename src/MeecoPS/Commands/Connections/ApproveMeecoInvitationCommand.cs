using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>Accepts an invitation: the two users are connected and can share.</summary>
[Cmdlet(VerbsLifecycle.Approve, "MeecoInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoConnection))]
public sealed class ApproveMeecoInvitationCommand : MeecoSessionCmdlet
{
    /// <summary>The token of the invitation.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Token { get; set; } = null!;

    /// <summary>What the connection will be called on this side.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        if (ShouldProcess(Name ?? "the one who invites", "Connect"))
        {
            var (token, steps) = (Token, Steps);
            WriteObject(Await(cancel => Acting.Invitations.AcceptAsync(token, Name, steps, cancel)));
        }
    }
}
