using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Removes items: own ones with all their shares, received ones with the share that brought them.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoItemCommand : MeecoBulkCmdlet<ItemIdentity, MeecoItem>
{
    /// <summary>The items to remove: objects, ids or exact labels.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] Item { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item;

    /// <inheritdoc />
    protected override bool Admit(ItemIdentity input) => ShouldProcess(input.ToString(), "Remove the item and its shares");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItem> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        await Acting.Items.RemoveAsync(id, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;
}
