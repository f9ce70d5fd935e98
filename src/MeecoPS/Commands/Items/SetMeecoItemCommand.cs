using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>
/// Changes own items. Where an item is shared, its recipients read the new values after
/// <c>Invoke-MeecoClientTaskBatch</c>; a warning says how many client tasks are outstanding.
/// </summary>
[Cmdlet(VerbsCommon.Set, "MeecoItem", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoItem))]
public sealed class SetMeecoItemCommand : MeecoBulkCmdlet<ItemIdentity, MeecoItem>
{
    private bool _hasChanged;

    /// <summary>The items to change: objects, ids or exact labels.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] Item { get; set; } = [];

    /// <summary>The new values by slot name; <c>$null</c> empties a slot, a new name adds one.</summary>
    [Parameter(Position = 1)]
    public IDictionary? Slot { get; set; }

    /// <summary>The new label.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>What to classify the items by in addition. A tag that is new is made.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClassificationCompleter))]
    public ClassificationIdentity[] Classification { get; set; } = [];

    /// <summary>What to classify the items by no more.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClassificationCompleter))]
    public ClassificationIdentity[] RemoveClassification { get; set; } = [];

    /// <summary>Hands on the items as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        if (IsNothingGiven && !MyInvocation.ExpectingInput && Item.All(item => item.Changes is null))
        {
            throw ClientErrors.NothingToChange();
        }
    }

    /// <inheritdoc />
    protected override bool Admit(ItemIdentity input) =>
        ShouldProcess(IsNothingGiven && input.Changes is null ? throw ClientErrors.NothingToChange() : input.ToString(), "Change the item");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItem> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        yield return await Acting.Items.UpdateAsync(id, Changes(input), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItem> ForeseeAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        yield return await Acting.Items.ForeseeAsync(id, Changes(input), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override void Deliver(ItemIdentity input, MeecoItem output)
    {
        _hasChanged = true;
        base.Deliver(input, output);
    }

    /// <inheritdoc />
    protected override void Complete()
    {
        base.Complete();
        if (!_hasChanged)
        {
            return;
        }

        // Once for all changes: every one of them may have left a task, and a list of tasks is as long as they are many.
        var outstanding = Await(Acting.ClientTasks.CountOutstandingAsync);
        if (outstanding.Total > 0)
        {
            WriteWarning($"{outstanding}: recipients read the new values after Invoke-MeecoClientTaskBatch.");
        }
    }

    // An item that was read from a file brings its changes with it; what is given here stands in their place.
    private bool IsNothingGiven =>
        Label is null && Slot is null or { Count: 0 } && Classification is [] && RemoveClassification is [];

    private ItemChanges Changes(ItemIdentity input) => IsNothingGiven ? input.Changes! : new ItemChanges
    {
        Label = Label,
        Slots = SlotTable.Read(Slot),
        Classifications = [.. Classification.Select(node => node.Input)],
        RemoveClassifications = [.. RemoveClassification.Select(node => node.Input)],
    };

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;
}
