using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>
/// Shares items with connected users, own items and received ones that may be shared on. Each item is read once and
/// all its recipients go in one call; every share has a key of its own. Who has such a share already gets no other, so a
/// run that was cut off is run again.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoShare", SupportsShouldProcess = true, DefaultParameterSetName = OnShareSet)]
[OutputType(typeof(MeecoShare))]
public sealed class NewMeecoShareCommand : MeecoBulkCmdlet<ItemToShare, object>
{
    private const string OnShareSet = "OnShare";
    private const string ModeSet = "SharingMode";

    private readonly ShareReport _report;
    private ShareRecipients? _recipients;
    private NewShare _conditions = new();

    /// <summary>Starts a command that has shared nothing.</summary>
    public NewMeecoShareCommand() => _report = new ShareReport(this);

    /// <summary>The session to use; the runspace's current session when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
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

    /// <summary>Makes another share where the recipient has one already.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicate { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Connection.Length == 1 ? Connection[0].Source : Connection.Select(each => each.Source).ToArray();

    /// <inheritdoc />
    protected override IEnumerable<ItemToShare> Inputs
    {
        get
        {
            var to = Recipients(TakeSession());
            return Item.Select(item => new ItemToShare(item, to.Session, to.Connections));
        }
    }

    /// <inheritdoc />
    protected override int GroupSize => _recipients?.ItemsAtOnce ?? 1;

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
            AcceptanceRequired = Said(AcceptanceRequired, nameof(AcceptanceRequired)),
            SharingMode = OnShare ? SharingMode.Anyone : SharingMode,
            ExpiresAt = ExpiresAt,
            SkipExisting = !AllowDuplicate,
        };

        // A file that asks for a share brings the session and the recipient with it.
        if (Connection.Length > 0 || !MyInvocation.ExpectingInput)
        {
            base.Prepare();
            Recipients(Acting);
        }
    }

    /// <inheritdoc />
    protected override bool Admit(ItemToShare input) => _report.Admit(input);

    /// <inheritdoc />
    protected override Task PrepareAsync(IReadOnlyList<ItemToShare> inputs, CancellationToken cancel) => ItemToShare.ReadAsync(inputs, cancel);

    /// <inheritdoc />
    protected override IAsyncEnumerable<object> RunAsync(ItemToShare input, CancellationToken cancel) =>
        _report.IsPlan ? input.PlanAsync(_conditions, cancel) : input.ShareAsync(_conditions, cancel);

    /// <inheritdoc />
    protected override void Deliver(ItemToShare input, object output) => _report.Write(input, output);

    /// <inheritdoc />
    protected override void Complete()
    {
        base.Complete();
        _report.Complete();
    }

    /// <inheritdoc />
    protected override object TargetOf(ItemToShare input) => input.Item.Source;

    private ShareRecipients Recipients(MeecoSession session) => _recipients = _recipients?.IsFor(session, Connection) == true
        ? _recipients
        : Await(cancel => ShareRecipients.FindAsync(session, Connection, cancel));
}
