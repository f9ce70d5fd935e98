using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Invites somebody to connect. The invitation's token goes to him by a way that nobody else reads;
/// <c>Approve-MeecoInvitation</c> turns it into a connection.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoInvitation))]
public sealed class NewMeecoInvitationCommand : MeecoSessionCmdlet
{
    /// <summary>What the connection will be called on this side.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>After how much time the invitation ends, in whole days; the server's choice when it is not given.</summary>
    [Parameter]
    public TimeSpan? ExpiresIn { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        if (ShouldProcess(Name ?? "somebody", "Invite to connect"))
        {
            var steps = Steps;
            WriteObject(Await(cancel => Acting.Invitations.CreateAsync(Name, ExpiresIn, steps, cancel)));
        }
    }
}
