using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Attachments;

/// <summary>Removes files of own items with their slots, for all recipients at once.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoAttachment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoAttachmentCommand : MeecoBulkCmdlet<AttachmentIdentity, MeecoAttachment>
{
    /// <summary>The files to remove: objects, slots, ids or exact file names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("AttachmentId", "Id")]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public AttachmentIdentity[] Attachment { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<AttachmentIdentity> Inputs => Attachment;

    /// <inheritdoc />
    protected override bool Admit(AttachmentIdentity input) => ShouldProcess(input.ToString(), "Remove the file and its slot");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoAttachment> RunAsync(
        AttachmentIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var attachment = await input.GetAsync(Acting, cancel).ConfigureAwait(false);
        await Acting.Attachments.RemoveAsync(attachment, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(AttachmentIdentity input) => input.Source;
}
