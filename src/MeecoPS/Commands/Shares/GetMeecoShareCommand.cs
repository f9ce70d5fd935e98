using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>
/// Lists shares with their terms, incoming ones first, or reads single ones. Values are never part of a share:
/// <c>Get-MeecoItem</c> reads them.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MeecoShare", DefaultParameterSetName = ListSet)]
[OutputType(typeof(MeecoShare))]
public sealed class GetMeecoShareCommand : MeecoBulkCmdlet<SharesToRead, MeecoShare>
{
    private const string ListSet = "List";
    private const string ShareSet = "Share";
    private const string OfItemSet = "OfItem";

    /// <summary>The shares to read: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ShareSet)]
    [Alias("ShareId", "Id")]
    public ShareIdentity[]? Share { get; set; }

    /// <summary>Items from the pipeline: own ones for their shares, received ones for the share that brought them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = OfItemSet)]
    [ValidateNotNull]
    public MeecoItem? InputObject { get; set; }

    /// <summary>Only shares in this direction; both when it is not given.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public ShareDirection? Direction { get; set; }

    /// <summary>Only shares whose acceptance stands so.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public AcceptanceStatus? Acceptance { get; set; }

    /// <summary>Only shares over this connection.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionIdentity? Connection { get; set; }

    /// <summary>Only outgoing shares of these items.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[]? Item { get; set; }

    /// <summary>At most this many.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc />
    protected override object? ErrorTarget => Connection?.Source ?? Item?.Select(item => item.Source).ToArray();

    /// <inheritdoc />
    protected override IEnumerable<SharesToRead> Inputs =>
        InputObject is { } item ? [new SharesToRead(item)] : Share?.Select(share => new SharesToRead(share)) ?? [];

    /// <inheritdoc />
    protected override int GroupSize => ParameterSetName == OfItemSet ? Paging.MaxIdsPerQuery : 1;

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName != ListSet)
        {
            base.Process();
            return;
        }

        var filter = Await(FilterAsync);
        Stream(Acting.Shares.ListAsync(filter, StopToken).Take(First));
    }

    /// <inheritdoc />
    protected override Task PrepareAsync(IReadOnlyList<SharesToRead> inputs, CancellationToken cancel) =>
        SharesToRead.ReadAsync(inputs, Acting, cancel);

    /// <inheritdoc />
    protected override IAsyncEnumerable<MeecoShare> RunAsync(SharesToRead input, CancellationToken cancel) => input.GetAsync(Acting, cancel);

    /// <inheritdoc />
    protected override object TargetOf(SharesToRead input) => input.Source;

    private async Task<ShareFilter> FilterAsync(CancellationToken cancel)
    {
        var items = await ItemIdentity.ResolveIdsAsync(Item ?? [], Acting, cancel).ConfigureAwait(false);
        return new ShareFilter
        {
            Direction = Direction ?? (items.Count > 0 ? ShareDirection.Outgoing : null),
            Acceptance = Acceptance,
            ConnectionId = Connection is null ? null : (await Connection.ResolveAsync(Acting, cancel).ConfigureAwait(false)).Id,
            ItemIds = items,
        };
    }
}
