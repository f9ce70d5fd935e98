using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>
/// Hands delegates the user's key encryption key, so that they can read what he has. A delegate gets it only after he has
/// proved that the connection's key is his.
/// </summary>
[Cmdlet(VerbsSecurity.Grant, "MeecoDelegation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MeecoDelegation))]
public sealed class GrantMeecoDelegationCommand : MeecoBulkCmdlet<DelegationIdentity, MeecoDelegation>
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
    protected override bool Admit(DelegationIdentity input) => ShouldProcess(input.ToString(), "Hand over your key encryption key");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> RunAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Delegations.GrantAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> ForeseeAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var delegation = await Acting.Delegations.GetAsync(input.Reference, DelegationDirection.GrantedToOther, cancel).ConfigureAwait(false);
        yield return delegation.State == DelegationState.Claimed ? delegation with { State = DelegationState.KeyShared } : delegation;
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(DelegationIdentity input) => input.Source;
}
