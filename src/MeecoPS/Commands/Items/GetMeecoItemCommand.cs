using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Errors;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>
/// Reads items, own and received, and decrypts their values. A received item that has not been accepted is listed
/// without values; asked for by itself it is the error <c>ShareNotAccepted</c>.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MeecoItem", DefaultParameterSetName = ListSet)]
[OutputType(typeof(MeecoItem))]
public sealed class GetMeecoItemCommand : MeecoBulkCmdlet<ItemIdentity, MeecoItem>
{
    private const string ListSet = "List";
    private const string ItemSet = "Item";

    /// <summary>The items to read: objects, ids or exact labels, or the shares that brought them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ItemSet)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[]? Item { get; set; }

    /// <summary>Only items with one of these labels; wildcards allowed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Only own items; with <c>-Own:$false</c> only received ones.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter Own { get; set; }

    /// <summary>Only items made from one of these templates.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemTemplateCompleter))]
    public TemplateIdentity[]? Template { get; set; }

    /// <summary>Only items that were shared with this user.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionIdentity? SharedWith { get; set; }

    /// <summary>Only items with one of these classification nodes, by their names.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClassificationNameCompleter))]
    public string[]? Classification { get; set; }

    /// <summary>The scheme of the classification.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Scheme")]
    [ValidateNotNullOrEmpty]
    public string? ClassificationScheme { get; set; }

    /// <summary>At most this many items, the newest; no more pages are read than that takes.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc />
    protected override object? ErrorTarget => SharedWith?.Source;

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item ?? [];

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName == ItemSet)
        {
            base.Process();
            return;
        }

        var labels = new NamePatterns(Label);
        Stream(Acting.Items.ListAsync(Filter(), StopToken).Where(item => labels.Fits(item.Label)).Take(First), Write);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItem> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await input.GetAsync(Acting, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;

    // One item that cannot be read must not end the list of the others.
    private void Write(MeecoItem item)
    {
        if (item.Error is { } error)
        {
            WriteError(MeecoErrors.From(error, item));
        }
        else
        {
            WriteObject(item);
        }
    }

    private ItemFilter Filter() => new()
    {
        Own = Said(Own, nameof(Own)),
        Templates = Template?.Select(template => template.Reference).ToList() ?? [],
        SharedWith = SharedWith is { } user ? Await(cancel => user.ResolveAsync(Acting, cancel)).UserId : null,
        ClassificationNames = Classification ?? [],
        ClassificationScheme = ClassificationScheme,
    };
}
