using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Confirms own invitations of the multistep workflow that were accepted: the two users are connected, and the shares that
/// were prepared are made, whose key this hands out.
/// </summary>
[Cmdlet(VerbsLifecycle.Confirm, "MeecoInvitation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MeecoConnection))]
public sealed class ConfirmMeecoInvitationCommand : MeecoBulkCmdlet<InvitationIdentity, MeecoConnection>
{
    /// <summary>The invitations to confirm: objects, ids or tokens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InvitationId", "Id")]
    public InvitationIdentity[] Invitation { get; set; } = [];

    /// <summary>What the connection will be called on this side; the name that the invitation has when it is not given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<InvitationIdentity> Inputs => Invitation;

    /// <inheritdoc />
    protected override bool Admit(InvitationIdentity input) => ShouldProcess(input.ToString(), "Connect with whoever accepted");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoConnection> RunAsync(
        InvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Invitations.ConfirmAsync(input.Reference, Name, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override void Deliver(InvitationIdentity input, MeecoConnection output)
    {
        this.WarnOfLostShares(output);
        WriteObject(output);
    }

    /// <inheritdoc />
    protected override object TargetOf(InvitationIdentity input) => input.Source;
}
