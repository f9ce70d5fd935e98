using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>Encrypts own items again for all their shares, on-shares of others included, without waiting for a client task.</summary>
[Cmdlet(VerbsData.Update, "MeecoShare", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoShare))]
public sealed class UpdateMeecoShareCommand : MeecoBulkCmdlet<ItemIdentity, MeecoShare>
{
    /// <summary>The items whose shares are brought up to date: objects, ids or exact labels.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] Item { get; set; } = [];

    /// <summary>Hands on the shares that have the new values.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item;

    /// <inheritdoc />
    protected override bool Admit(ItemIdentity input) => ShouldProcess(input.ToString(), "Encrypt again for all its shares");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        foreach (var share in await Acting.Shares.UpdateAsync(id, cancel).ConfigureAwait(false))
        {
            yield return share;
        }
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> ForeseeAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        // On-shares that others made are in no list of the owner's.
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        var shares = Acting.Shares.ListAsync(new ShareFilter { Direction = ShareDirection.Outgoing, ItemIds = [id] }, cancel);
        await foreach (var share in shares.ConfigureAwait(false))
        {
            yield return share;
        }
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;
}
