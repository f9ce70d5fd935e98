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
public sealed class SetMeecoItemCommand : MeecoBulkCmdlet<ItemIdentity, (MeecoItem Item, int Todo, int InProgress)>
{
    private (int Todo, int InProgress) _outstanding;

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

    /// <summary>Hands on the items as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        if (Label is null && Slot is null or { Count: 0 })
        {
            throw ClientErrors.NothingToChange();
        }
    }

    /// <inheritdoc />
    protected override bool Admit(ItemIdentity input) => ShouldProcess(input.ToString(), "Change the item");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<(MeecoItem Item, int Todo, int InProgress)> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        var changes = new ItemChanges { Label = Label, Slots = SlotTable.Read(Slot) };
        var update = await Acting.Items.UpdateAsync(id, changes, cancel).ConfigureAwait(false);
        yield return (update.Item, update.Outstanding.Todo, update.Outstanding.InProgress);
    }

    /// <inheritdoc />
    protected override void Deliver(ItemIdentity input, (MeecoItem Item, int Todo, int InProgress) output)
    {
        // Several changes finish in any order: the greatest number was counted last.
        if (output.Todo + output.InProgress > _outstanding.Todo + _outstanding.InProgress)
        {
            _outstanding = (output.Todo, output.InProgress);
        }

        if (PassThru)
        {
            WriteObject(output.Item);
        }
    }

    /// <inheritdoc />
    protected override void Complete()
    {
        base.Complete();
        var (todo, inProgress) = _outstanding;
        if (todo + inProgress > 0)
        {
            WriteWarning(
                $"{todo + inProgress} outstanding client task{(todo + inProgress == 1 ? string.Empty : "s")} "
                + $"(to do: {todo}, in progress: {inProgress}): recipients read the new values after Invoke-MeecoClientTaskBatch.");
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;
}
