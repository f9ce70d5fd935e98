using System.Collections;
using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Commands.Accounts;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Invites somebody to connect, and prepares shares for him. The invitation's token goes to him by a way that nobody else
/// reads; <c>Approve-MeecoInvitation</c> turns it into a connection.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoInvitation", SupportsShouldProcess = true, DefaultParameterSetName = PlainSet)]
[OutputType(typeof(MeecoInvitation))]
public sealed class NewMeecoInvitationCommand : MeecoSessionCmdlet
{
    private const string PlainSet = "Plain";
    private const string ShareSet = "ShareIntent";

    /// <summary>What the connection will be called on this side.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>After how much time the invitation ends, in whole days; the server's choice when it is not given.</summary>
    [Parameter]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Connects only when <c>Confirm-MeecoInvitation</c> has confirmed who accepted.</summary>
    [Parameter]
    public SwitchParameter Multistep { get; set; }

    /// <summary>Short texts that the invited user reads with the invitation. The server reads them too.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Data { get; set; }

    /// <summary>The items to share with whoever accepts: objects, ids or exact labels.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ShareSet)]
    [Alias("Item")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity[] ShareIntent { get; set; } = [];

    /// <summary>The passphrase that opens the prepared shares; asked for, twice, when it is not given. Not with -Multistep.</summary>
    [Parameter(ParameterSetName = ShareSet)]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>The only slot to share, by name or id; the whole items when it is not given.</summary>
    [Parameter(ParameterSetName = ShareSet)]
    [ValidateNotNullOrEmpty]
    public string? Slot { get; set; }

    /// <summary>What the recipient agrees to. With terms he must accept before he can read.</summary>
    [Parameter(ParameterSetName = ShareSet)]
    [ValidateNotNullOrEmpty]
    public string? Terms { get; set; }

    /// <summary>Whether the recipient must accept; said only where it differs from whether there are terms.</summary>
    [Parameter(ParameterSetName = ShareSet)]
    public SwitchParameter AcceptanceRequired { get; set; }

    /// <summary>Lets the recipient share on.</summary>
    [Parameter(ParameterSetName = ShareSet)]
    public SwitchParameter OnShare { get; set; }

    /// <summary>When the shares end; a date or time without a zone is UTC. Never when it is not given.</summary>
    [Parameter(ParameterSetName = ShareSet)]
    [UtcInstant]
    public DateTimeOffset? ShareExpiresAt { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        if (Multistep && Passphrase is not null)
        {
            throw ClientErrors.PassphraseNotNeeded();
        }

        var wanted = Wanted(Await(cancel => ItemIdentity.ResolveIdsAsync(ShareIntent, Acting, cancel)));
        var action = ShareIntent.Length == 0 ? "Invite to connect" : $"Invite to connect, and share {string.Join(", ", (IEnumerable<ItemIdentity>)ShareIntent)}";
        if (!ShouldProcess(Name ?? "somebody", action))
        {
            return;
        }

        using var typed = wanted.NeedsPassphrase && Passphrase is null ? Secrets.AskTwice(Host, "Passphrase for the prepared shares") : null;
        wanted = wanted with { Passphrase = Passphrase ?? typed };
        var steps = Steps;
        WriteObject(Await(cancel => Acting.Invitations.CreateAsync(wanted, steps, cancel)));
    }

    private NewInvitation Wanted(IReadOnlyList<string> items) => new()
    {
        Name = Name,
        ExpiresIn = ExpiresIn,
        Multistep = Said(Multistep, nameof(Multistep)),
        Data = InvitationData.Read(Data),
        ItemIds = items,
        Conditions = new NewShare
        {
            Slot = Slot,
            Terms = Terms,
            AcceptanceRequired = Said(AcceptanceRequired, nameof(AcceptanceRequired)),
            SharingMode = OnShare ? SharingMode.Anyone : SharingMode.Owner,
            ExpiresAt = ShareExpiresAt,
        },
    };
}
