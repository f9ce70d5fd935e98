using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>Gives delegates of the user another role; it holds at once.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoDelegation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoDelegation))]
public sealed class SetMeecoDelegationCommand : MeecoBulkCmdlet<DelegationIdentity, MeecoDelegation>
{
    /// <summary>The delegations: objects, connections, ids or exact names of connections.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DelegationIdentity[] Delegation { get; set; } = [];

    /// <summary>The new role.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public DelegationRole Role { get; set; }

    /// <summary>Hands on the delegations as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<DelegationIdentity> Inputs => Delegation;

    /// <inheritdoc />
    protected override bool Admit(DelegationIdentity input) => ShouldProcess(input.ToString(), $"Set the role to {Role}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> RunAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Delegations.SetRoleAsync(input.Reference, Role, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> ForeseeAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var delegation = await Acting.Delegations.GetAsync(input.Reference, DelegationDirection.GrantedToOther, cancel).ConfigureAwait(false);
        yield return delegation with { Role = Role };
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(DelegationIdentity input) => input.Source;
}
