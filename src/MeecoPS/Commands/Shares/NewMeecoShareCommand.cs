using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>
/// Shares items with connected users, own items and received ones that may be shared on. Each item is read once and
/// all its recipients go in one call; every share has a key of its own.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoShare", SupportsShouldProcess = true, DefaultParameterSetName = OnShareSet)]
[OutputType(typeof(MeecoShare))]
public sealed class NewMeecoShareCommand : MeecoBulkCmdlet<ItemIdentity, MeecoShare>
{
    private const string OnShareSet = "OnShare";
    private const string ModeSet = "SharingMode";

    private IReadOnlyList<MeecoConnection> _recipients = [];
    private NewShare _conditions = new();

    /// <summary>The items to share: objects, ids or exact labels, or incoming shares to share on.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] Item { get; set; } = [];

    /// <summary>The recipients: connections, their ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionIdentity[] Connection { get; set; } = [];

    /// <summary>The only slot to share, by name or id; the whole item when it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlotCompleter))]
    public string? Slot { get; set; }

    /// <summary>What the recipient agrees to. With terms he must accept before he can read.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Terms { get; set; }

    /// <summary>Whether the recipient must accept; said only where it differs from whether there are terms.</summary>
    [Parameter]
    public SwitchParameter AcceptanceRequired { get; set; }

    /// <summary>Lets the recipient share on.</summary>
    [Parameter(ParameterSetName = OnShareSet)]
    public SwitchParameter OnShare { get; set; }

    /// <summary>Who may share the item on: <c>Owner</c>, the default, nobody but its owner; <c>Anyone</c> the recipient too.</summary>
    [Parameter(ParameterSetName = ModeSet)]
    public SharingMode SharingMode { get; set; }

    /// <summary>When the share ends; a date or time without a zone is UTC. Never when it is not given.</summary>
    [Parameter]
    [UtcInstant]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Connection.Length == 1 ? Connection[0].Source : Connection.Select(each => each.Source).ToArray();

    /// <inheritdoc />
    protected override IEnumerable<ItemIdentity> Inputs => Item;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        if (ExpiresAt is { } end)
        {
            WriteVerbose($"The share ends at {end:u}.");
        }

        _conditions = new NewShare
        {
            Slot = Slot,
            Terms = Terms,
            AcceptanceRequired = MyInvocation.BoundParameters.ContainsKey(nameof(AcceptanceRequired)) ? AcceptanceRequired : null,
            SharingMode = OnShare ? SharingMode.Anyone : SharingMode,
            ExpiresAt = ExpiresAt,
        };
        _recipients = Await(FindRecipientsAsync);
    }

    /// <inheritdoc />
    protected override bool Admit(ItemIdentity input) =>
        ShouldProcess(input.ToString(), $"Share with {string.Join(", ", _recipients)}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> RunAsync(
        ItemIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        foreach (var share in await Acting.Shares.CreateAsync(id, _recipients, _conditions, cancel).ConfigureAwait(false))
        {
            yield return share;
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(ItemIdentity input) => input.Source;

    private async Task<IReadOnlyList<MeecoConnection>> FindRecipientsAsync(CancellationToken cancel)
    {
        var found = new List<MeecoConnection>(Connection.Length);
        foreach (var connection in Connection)
        {
            found.Add(await connection.ResolveAsync(Acting, cancel).ConfigureAwait(false));
        }

        return [.. found.DistinctBy(connection => connection.Id)];
    }
}
