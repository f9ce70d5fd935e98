using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Attachments;

/// <summary>Lists the files of items, own and received. No file is fetched.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoAttachment")]
[OutputType(typeof(MeecoAttachment))]
public sealed class GetMeecoAttachmentCommand : MeecoBulkCmdlet<ItemIdentity, MeecoAttachment>
{
    /// <summary>The items: objects, ids or exact labels, or the shares that brought them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] Item { get; set; } = [];

    /// <summary>Only files with one of these names; wildcards allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item;

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoAttachment> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = new NamePatterns(Name);
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        var attachments = await Acting.Attachments.ListAsync(id, cancel).ConfigureAwait(false);
        foreach (var attachment in attachments.Where(attachment => names.Fits(attachment.FileName)))
        {
            yield return attachment;
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;
}
