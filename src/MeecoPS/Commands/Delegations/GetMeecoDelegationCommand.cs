using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>Lists who acts for the user, and for whom he acts, with how far each delegation has come.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoDelegation", DefaultParameterSetName = ListSet)]
[OutputType(typeof(MeecoDelegation))]
public sealed class GetMeecoDelegationCommand : MeecoBulkCmdlet<DelegationIdentity, MeecoDelegation>
{
    private const string ListSet = "List";
    private const string DelegationSet = "Delegation";

    /// <summary>The delegations to read: connections, ids, or exact names of connections.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = DelegationSet)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DelegationIdentity[]? Delegation { get; set; }

    /// <summary>Only delegations that go this way; both ways when it is not given.</summary>
    [Parameter]
    public DelegationDirection? Direction { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<DelegationIdentity> Inputs => Delegation ?? [];

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName == DelegationSet)
        {
            base.Process();
        }
        else
        {
            Stream(Acting.Delegations.ListAsync(Direction, StopToken));
        }
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegation> RunAsync(
        DelegationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Delegations.GetAsync(input.Reference, Direction, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(DelegationIdentity input) => input.Source;
}
