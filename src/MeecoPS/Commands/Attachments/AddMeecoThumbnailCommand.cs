using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Attachments;

/// <summary>Encrypts a small picture of an own file with the file's key and adds it; one of the same size gives way.</summary>
[Cmdlet(VerbsCommon.Add, "MeecoThumbnail", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(MeecoThumbnail))]
public sealed class AddMeecoThumbnailCommand : MeecoBulkCmdlet<(AttachmentIdentity Attachment, string Path, string Size), MeecoThumbnail>
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The file that the picture is of: an object, a slot, an id or an exact file name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("AttachmentId")]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public AttachmentIdentity Attachment { get; set; } = null!;

    /// <summary>The picture; a wildcard must fit one file.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The picture by a name in which no letter is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The size and format that the picture has; it is not checked, for the picture is not looked at.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("128x128/jpg", "256x256/jpg", "512x512/jpg", "128x128/png", "256x256/png", "512x512/png")]
    public string Size { get; set; } = "";

    /// <inheritdoc />
    protected override IEnumerable<(AttachmentIdentity Attachment, string Path, string Size)> Inputs =>
        (ParameterSetName == PathSet
            ? FilePaths.Existing(this, [Path], literal: false)
            : FilePaths.Existing(this, [LiteralPath], literal: true))
        .Select(path => (Attachment, path, Size));

    /// <inheritdoc />
    protected override bool Admit((AttachmentIdentity Attachment, string Path, string Size) input) =>
        ShouldProcess(input.Path, $"Add the thumbnail {input.Size} to {input.Attachment}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoThumbnail> RunAsync(
        (AttachmentIdentity Attachment, string Path, string Size) input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var attachment = await input.Attachment.GetAsync(Acting, cancel).ConfigureAwait(false);
        yield return await Acting.Attachments.AddThumbnailAsync(attachment, input.Path, input.Size, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf((AttachmentIdentity Attachment, string Path, string Size) input) => input.Attachment.Source;
}
