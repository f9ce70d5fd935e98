using System.Management.Automation;
using System.Runtime.CompilerServices;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Attachments;

/// <summary>
/// Fetches and decrypts files, own and received. A file appears under its name only when all of it is there and is what
/// was uploaded.
/// </summary>
[Cmdlet(VerbsData.Save, "MeecoAttachment", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveMeecoAttachmentCommand : MeecoBulkCmdlet<AttachmentIdentity, FileInfo>
{
    private string _destination = "";
    private int _lastActivity;

    /// <summary>The files to fetch: objects, slots, ids or exact file names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("AttachmentId", "Id")]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public AttachmentIdentity[] Attachment { get; set; } = [];

    /// <summary>The folder to write to, or the path of the file; the current location when it is not given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = ".";

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the files as they are on disk.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Destination;

    /// <inheritdoc />
    protected override IEnumerable<AttachmentIdentity> Inputs => Attachment;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        _destination = FilePaths.Of(this, Destination);
    }

    /// <inheritdoc />
    protected override bool Admit(AttachmentIdentity input) => ShouldProcess(input.ToString(), $"Save the file to {_destination}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<FileInfo> RunAsync(
        AttachmentIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var attachment = await input.GetAsync(Acting, cancel).ConfigureAwait(false);
        var target = FilePaths.In(Destination, _destination, attachment.FileName);
        using var progress = new FileProgress(this, Queue, Interlocked.Increment(ref _lastActivity));
        await Acting.Attachments.SaveAsync(attachment, target, Force, progress, cancel).ConfigureAwait(false);
        yield return new FileInfo(target);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<FileInfo> ForeseeAsync(
        AttachmentIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var attachment = await input.GetAsync(Acting, cancel).ConfigureAwait(false);
        yield return new FileInfo(FilePaths.In(Destination, _destination, attachment.FileName));
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object Shown(FileInfo output) => FilePaths.Item(this, output);

    /// <inheritdoc />
    protected override object TargetOf(AttachmentIdentity input) => input.Source;
}
