using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>Takes own invitations back.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoInvitation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoInvitationCommand : MeecoBulkCmdlet<InvitationIdentity, MeecoInvitation>
{
    /// <summary>The invitations to take back: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InvitationId", "Id")]
    public InvitationIdentity[] Invitation { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<InvitationIdentity> Inputs => Invitation;

    /// <inheritdoc />
    protected override bool Admit(InvitationIdentity input) => ShouldProcess(input.ToString(), "Take the invitation back");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoInvitation> RunAsync(
        InvitationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Acting.Invitations.RemoveAsync(input.Reference, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(InvitationIdentity input) => input.Source;
}
