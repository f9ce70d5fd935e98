using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>Lists the users that one can share with.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoConnection", DefaultParameterSetName = ListSet)]
[OutputType(typeof(MeecoConnection))]
public sealed class GetMeecoConnectionCommand : MeecoBulkCmdlet<ConnectionIdentity, MeecoConnection>
{
    private const string ListSet = "List";
    private const string ConnectionSet = "Connection";

    /// <summary>The connections to read: ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ConnectionSet)]
    [Alias("ConnectionId", "Id")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionIdentity[]? Connection { get; set; }

    /// <summary>Only connections with one of these names; wildcards allowed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string[]? Name { get; set; }

    /// <summary>At most this many, the newest.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc />
    protected override IEnumerable<ConnectionIdentity> Inputs => Connection ?? [];

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName == ConnectionSet)
        {
            base.Process();
            return;
        }

        var names = new NamePatterns(Name);
        Stream(Acting.Connections.ListAsync(StopToken)
            .Where(connection => names.Fits(connection.Name))
            .Take(First));
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoConnection> RunAsync(
        ConnectionIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await input.ReadAsync(Acting, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(ConnectionIdentity input) => input.Source;
}
