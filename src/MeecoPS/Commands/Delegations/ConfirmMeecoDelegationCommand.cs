using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>Keeps the keys that the user was handed as a delegate under his own key encryption key.</summary>
[Cmdlet(VerbsLifecycle.Confirm, "MeecoDelegation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoDelegation))]
public sealed class ConfirmMeecoDelegationCommand : MeecoBulkCmdlet<DelegationIdentity, MeecoDelegation>
{
    /// <summary>The delegations: objects, connections, ids or exact names of connections.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DelegationIdentity[] Delegation { get; set; } = [];

    /// <summary>Hands on the delegations as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<DelegationIdentity> Inputs => Delegation;

    /// <inheritdoc />
    protected override bool Admit(DelegationIdentity input) => ShouldProcess(input.ToString(), "Keep the received key under your own");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> RunAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Delegations.ConfirmAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> ForeseeAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var delegation = await Acting.Delegations.GetAsync(input.Reference, DelegationDirection.GrantedToMe, cancel).ConfigureAwait(false);
        yield return delegation.State == DelegationState.KeyShared ? delegation with { State = DelegationState.Ready } : delegation;
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(DelegationIdentity input) => input.Source;
}
