using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>Ends delegations at once, whoever of the two asks for it; the connections stay.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoDelegation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoDelegationCommand : MeecoBulkCmdlet<DelegationIdentity, MeecoDelegation>
{
    /// <summary>The delegations to end: objects, connections, ids or exact names of connections.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DelegationIdentity[] Delegation { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<DelegationIdentity> Inputs => Delegation;

    /// <inheritdoc />
    protected override bool Admit(DelegationIdentity input) => ShouldProcess(input.ToString(), "End the delegation");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> RunAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Acting.Delegations.RemoveAsync(input.Reference, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(DelegationIdentity input) => input.Source;
}
