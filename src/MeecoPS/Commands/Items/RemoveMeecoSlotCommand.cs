using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Removes slots of own items; their values are gone from every share at once.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoSlot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = SlotSet)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoSlotCommand : MeecoBulkCmdlet<(MeecoSlot? Slot, ItemIdentity? Item, string Name), MeecoSlot>
{
    private const string SlotSet = "Slot";
    private const string NameSet = "Name";

    /// <summary>The slots to remove.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SlotSet)]
    public MeecoSlot[] Slot { get; set; } = [];

    /// <summary>The item that has the slots.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [Alias("ItemId")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity Item { get; set; } = null!;

    /// <summary>The names or ids of the slots in that item.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlotCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<(MeecoSlot? Slot, ItemIdentity? Item, string Name)> Inputs =>
        ParameterSetName == SlotSet
            ? Slot.Select(slot => ((MeecoSlot?)slot, (ItemIdentity?)null, slot.Name))
            : Name.Select(name => ((MeecoSlot?)null, (ItemIdentity?)Item, name));

    /// <inheritdoc />
    protected override bool Admit((MeecoSlot? Slot, ItemIdentity? Item, string Name) input) =>
        ShouldProcess(input.Item is null ? input.Name : $"{input.Name} of {input.Item}", "Remove the slot and its values in every share");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoSlot> RunAsync(
        (MeecoSlot? Slot, ItemIdentity? Item, string Name) input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var slot = input.Slot ?? await FindAsync(input.Item!, input.Name, cancel).ConfigureAwait(false);
        await Acting.Items.RemoveSlotAsync(slot.Id, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf((MeecoSlot? Slot, ItemIdentity? Item, string Name) input) => input.Slot ?? (object)input.Name;

    private async Task<MeecoSlot> FindAsync(ItemIdentity item, string nameOrId, CancellationToken cancel)
    {
        var read = await item.GetAsync(Acting, cancel).ConfigureAwait(false);
        return read.Slots.FirstOrDefault(slot => slot.Id == nameOrId)
            ?? read.Slots.FirstOrDefault(slot => string.Equals(slot.Name, nameOrId, StringComparison.OrdinalIgnoreCase))
            ?? throw ClientErrors.SlotNotFound(nameOrId);
    }
}
