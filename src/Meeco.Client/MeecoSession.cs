namespace Meeco;

/// <summary>A user who is logged in. Safe for use by several threads; disposing it zeroes its keys.</summary>
public sealed class MeecoSession : IDisposable
{
    private readonly ServerApis _apis;
    private readonly SessionKeys _keys;
    private readonly KeyRing _keyRing;
    private int _ended;
    private long _validUntil;

    internal MeecoSession(
        MeecoEnvironment environment,
        ClientSettings settings,
        ServerApis apis,
        SessionKeys keys,
        string userId,
        string userName)
    {
        _apis = apis;
        _keys = keys;
        _keyRing = new KeyRing(keys, apis.Keystore, settings.KeyPairs);
        Environment = environment;
        Settings = settings;
        UserName = userName;
        UserId = userId;
        User = new UserService(this);
        Templates = new ItemTemplateService(this);
        Classifications = new ClassificationService(this);
        Items = new ItemService(this);
        Connections = new ConnectionService(this);
        Invitations = new InvitationService(this);
        Shares = new ShareService(this);
        ClientTasks = new ClientTaskService(this);
        Events = new EventService(this);
        Organizations = new OrganizationService(this);
        OrganizationMembers = new OrganizationMemberService(this);
        OrganizationServices = new OrganizationServiceService(this);
        Attachments = new AttachmentService(this);
        Delegations = new DelegationService(this);
        DelegationInvitations = new DelegationInvitationService(this);
        ChildUsers = new ChildUserService(this);
    }

    /// <summary>The name that the user logged in with; for an agent, the name of its organisation or service.</summary>
    public string UserName { get; }

    /// <summary>Whose session it is.</summary>
    public MeecoSessionKind Kind { get; internal init; }

    /// <summary>The id at the vault of the user as whom the session acts: for a delegate's session, of the account's owner.</summary>
    public string UserId { get; }

    /// <summary>For whom a delegate's session acts: what the delegate calls him, else his name or id; null for other sessions.</summary>
    public string? ActsFor { get; internal init; }

    /// <summary>What a delegate may do; null for other sessions, and where it is not known.</summary>
    public DelegationRole? DelegationRole { get; internal init; }

    /// <summary>Where the user is logged in.</summary>
    public MeecoEnvironment Environment { get; }

    /// <summary>When the session began, in UTC.</summary>
    public DateTimeOffset ConnectedAt { get; internal init; }

    /// <summary>When the first of the two servers ends the session, in UTC, as far as is known here.</summary>
    public DateTimeOffset ValidUntil
    {
        get => new(Volatile.Read(ref _validUntil), TimeSpan.Zero);
        internal set => Volatile.Write(ref _validUntil, value.UtcTicks);
    }

    /// <summary>Whether the session was ended here: its keys are gone.</summary>
    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Whether it cannot be used any more: it was ended, or <see cref="ValidUntil"/> is past.</summary>
    public bool IsExpired => Remaining == TimeSpan.Zero;

    /// <summary>How long it can still be used; nothing once it has ended.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = ValidUntil - Settings.Time.GetUtcNow();
            return IsEnded || left < TimeSpan.Zero ? TimeSpan.Zero : left;
        }
    }

    /// <summary>Raised, on any thread, when calls of this session wait: for a server that takes no more, or cannot be reached.</summary>
    internal event Action<CallWait> Waiting
    {
        add => _apis.Pacer.Waiting += value;
        remove => _apis.Pacer.Waiting -= value;
    }

    internal UserService User { get; }

    internal ItemTemplateService Templates { get; }

    internal ClassificationService Classifications { get; }

    internal ItemService Items { get; }

    internal ConnectionService Connections { get; }

    internal InvitationService Invitations { get; }

    internal ShareService Shares { get; }

    internal ClientTaskService ClientTasks { get; }

    internal EventService Events { get; }

    internal OrganizationService Organizations { get; }

    internal OrganizationMemberService OrganizationMembers { get; }

    internal OrganizationServiceService OrganizationServices { get; }

    internal AttachmentService Attachments { get; }

    internal DelegationService Delegations { get; }

    internal DelegationInvitationService DelegationInvitations { get; }

    internal ChildUserService ChildUsers { get; }

    /// <summary>What the session has seen things called.</summary>
    internal KnownNames Names { get; } = new();

    internal ClientSettings Settings { get; }

    internal ServerApis Apis => IsEnded ? throw ClientErrors.SessionEnded() : _apis;

    internal SessionKeys Keys => IsEnded ? throw ClientErrors.SessionEnded() : _keys;

    internal KeyRing KeyRing => IsEnded ? throw ClientErrors.SessionEnded() : _keyRing;

    /// <summary>For what the account's owner must do himself, with his own session.</summary>
    /// <exception cref="MeecoException"><c>DelegationNotPermitted</c>.</exception>
    internal void RequireOwn()
    {
        if (Kind == MeecoSessionKind.Delegate)
        {
            throw ClientErrors.OwnSessionNeeded();
        }
    }

    /// <summary>Forgets tokens and zeroes keys. The servers keep their session until it runs out.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            Names.Close();
            _apis.Dispose();
            _keyRing.Dispose();
            _keys.Dispose();
        }
    }

    /// <summary>Who, and where.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => ActsFor is null
        ? $"{UserName} at {Environment.VaultUrl}"
        : $"{UserName} for {ActsFor} at {Environment.VaultUrl}";
}
