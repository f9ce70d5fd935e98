using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>
/// Puts the values of received items under the recipient's own key. They stay verified, can be shared on, and follow
/// the owner's changes as before.
/// </summary>
[Cmdlet(VerbsSecurity.Protect, "MeecoItem", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoItem))]
public sealed class ProtectMeecoItemCommand : MeecoBulkCmdlet<ItemIdentity, MeecoItem>
{
    /// <summary>The received items: objects, ids or exact labels, or the shares that brought them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] Item { get; set; } = [];

    /// <summary>Hands on the items as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        WriteWarning("Meeco's own client of 2020 cannot read an item that is under its recipient's own key.");
    }

    /// <inheritdoc />
    protected override bool Admit(ItemIdentity input) => ShouldProcess(input.ToString(), "Encrypt with your own key");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItem> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        yield return await Acting.Items.ProtectAsync(id, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItem> ForeseeAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await input.GetAsync(Acting, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;
}
