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
public sealed class NewMeecoShareCommand : MeecoBulkCmdlet<(ItemIdentity Item, MeecoSession Session, IReadOnlyList<MeecoConnection> Recipients), MeecoShare>
{
    private const string OnShareSet = "OnShare";
    private const string ModeSet = "SharingMode";

    private (MeecoSession? Session, ConnectionIdentity[]? Connection, IReadOnlyList<MeecoConnection> Recipients) _found;
    private NewShare _conditions = new();

    /// <summary>The session to use; the runspace's current session when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public override MeecoSession? Session { get; set; }

    /// <summary>The items to share: objects, ids or exact labels, or incoming shares to share on.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ItemId", "Id")]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] Item { get; set; } = [];

    /// <summary>The recipients: connections, their ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionIdentity[] Connection { get; set; } = [];

    /// <summary>The only slot to share: itself, its name or id; the whole item when it is not given.</summary>
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
    protected override IEnumerable<(ItemIdentity Item, MeecoSession Session, IReadOnlyList<MeecoConnection> Recipients)> Inputs
    {
        get
        {
            var session = Session ?? CurrentSession;
            var recipients = Recipients(session);
            return Item.Select(item => (item, session, recipients));
        }
    }

    /// <inheritdoc />
    protected override void Prepare()
    {
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

        // A file that asks for a share brings the session and the recipient with it.
        if (Connection.Length > 0 || !MyInvocation.ExpectingInput)
        {
            base.Prepare();
            Recipients(Acting);
        }
    }

    /// <inheritdoc />
    protected override bool Admit((ItemIdentity Item, MeecoSession Session, IReadOnlyList<MeecoConnection> Recipients) input) =>
        ShouldProcess(input.Item.ToString(), $"Share with {string.Join(", ", input.Recipients)}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> RunAsync(
        (ItemIdentity Item, MeecoSession Session, IReadOnlyList<MeecoConnection> Recipients) input,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var (item, session, recipients) = input;
        var id = await item.ResolveIdAsync(session, cancel).ConfigureAwait(false);
        var conditions = _conditions with { Slot = _conditions.Slot ?? (item.Source as MeecoShareRequest)?.SlotId };
        foreach (var share in await session.Shares.CreateAsync(id, recipients, conditions, cancel).ConfigureAwait(false))
        {
            yield return share;
        }
    }

    /// <inheritdoc />
    protected override object TargetOf((ItemIdentity Item, MeecoSession Session, IReadOnlyList<MeecoConnection> Recipients) input) =>
        input.Item.Source;

    private IReadOnlyList<MeecoConnection> Recipients(MeecoSession session)
    {
        if (!ReferenceEquals(_found.Session, session) || !ReferenceEquals(_found.Connection, Connection))
        {
            _found = (session, Connection, Await(cancel => FindRecipientsAsync(session, cancel)));
        }

        return _found.Recipients;
    }

    private async Task<IReadOnlyList<MeecoConnection>> FindRecipientsAsync(MeecoSession session, CancellationToken cancel)
    {
        var found = new List<MeecoConnection>(Connection.Length);
        foreach (var connection in Connection)
        {
            found.Add(await connection.ResolveAsync(session, cancel).ConfigureAwait(false));
        }

        return [.. found.DistinctBy(connection => connection.Id)];
    }
}
