using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Attachments;

/// <summary>Fetches and decrypts small pictures of files, own and received.</summary>
[Cmdlet(VerbsData.Save, "MeecoThumbnail", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveMeecoThumbnailCommand : MeecoBulkCmdlet<MeecoThumbnail, FileInfo>
{
    private string _destination = "";

    /// <summary>The pictures, as objects from <c>Add-MeecoThumbnail</c> or from the <c>Thumbnails</c> of a file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public MeecoThumbnail[] Thumbnail { get; set; } = [];

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
    protected override IEnumerable<MeecoThumbnail> Inputs => Thumbnail;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        _destination = FilePaths.Of(this, Destination);
    }

    /// <inheritdoc />
    protected override bool Admit(MeecoThumbnail input) => ShouldProcess(input.ToString(), $"Save the thumbnail to {_destination}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<FileInfo> RunAsync(
        MeecoThumbnail input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var target = Target(input);
        await Acting.Attachments.SaveThumbnailAsync(input, target, Force, cancel).ConfigureAwait(false);
        yield return new FileInfo(target);
    }

    /// <inheritdoc />
    protected override IAsyncEnumerable<FileInfo> ForeseeAsync(MeecoThumbnail input, CancellationToken cancel) =>
        new[] { new FileInfo(Target(input)) }.ToAsyncEnumerable();

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object Shown(FileInfo output) => FilePaths.Item(this, output);

    private string Target(MeecoThumbnail input) => FilePaths.In(Destination, _destination, ThumbnailNames.Of(input));
}
