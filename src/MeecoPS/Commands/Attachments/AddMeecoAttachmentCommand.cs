using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Attachments;

/// <summary>
/// Encrypts files and attaches them to an own item, each in a slot of its own. Recipients get the key of a new file with
/// <c>Invoke-MeecoClientTaskBatch</c>.
/// </summary>
[Cmdlet(VerbsCommon.Add, "MeecoAttachment", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(MeecoAttachment))]
public sealed class AddMeecoAttachmentCommand : MeecoBulkCmdlet<FileToAttach, MeecoAttachment>
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private (ItemIdentity? Item, string Id) _found;
    private int _lastActivity;

    /// <summary>The item to attach the files to: an object, an id or an exact label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity Item { get; set; } = null!;

    /// <summary>The files; wildcards allowed.</summary>
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files by names in which no letter is a wildcard.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The label of the slot; the name of the file when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>What the files are, for example <c>image/png</c>; by the ending of the name when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Item?.Source;

    /// <inheritdoc />
    protected override IEnumerable<FileToAttach> Inputs
    {
        get
        {
            var itemId = FindItem();
            var paths = ParameterSetName == PathSet
                ? FilePaths.Existing(this, Path, literal: false)
                : FilePaths.Existing(this, LiteralPath, literal: true);
            return paths.Select(path => new FileToAttach(itemId, new NewAttachment { Path = path, Label = Label, ContentType = ContentType }));
        }
    }

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();

        // A request that was read from a file brings its item with it.
        if (Item is not null)
        {
            FindItem();
        }
    }

    /// <inheritdoc />
    protected override bool Admit(FileToAttach input) => ShouldProcess(input.ToString(), $"Attach the file to {Item}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoAttachment> RunAsync(
        FileToAttach input, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var progress = new FileProgress(this, Queue, Interlocked.Increment(ref _lastActivity));
        yield return await Acting.Attachments.AddAsync(input.ItemId, input.File, progress, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(FileToAttach input) => input.File.Path;

    private string FindItem()
    {
        if (!ReferenceEquals(_found.Item, Item))
        {
            _found = (Item, Await(cancel => Item.ResolveIdAsync(Acting, cancel)));
        }

        return _found.Id;
    }
}
