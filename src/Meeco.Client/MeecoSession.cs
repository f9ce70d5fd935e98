namespace Meeco;

/// <summary>A user who is logged in. Safe for use by several threads; disposing it zeroes its keys.</summary>
public sealed class MeecoSession : IDisposable
{
    internal MeecoSession(MeecoEnvironment environment, string userName, string userId)
    {
        Environment = environment;
        UserName = userName;
        UserId = userId;
        User = new UserService(this);
        Templates = new ItemTemplateService(this);
        Items = new ItemService(this);
        Connections = new ConnectionService(this);
        Invitations = new InvitationService(this);
        Shares = new ShareService(this);
        ClientTasks = new ClientTaskService(this);
    }

    /// <summary>The name that the user logged in with.</summary>
    public string UserName { get; }

    /// <summary>The user's id at the vault.</summary>
    public string UserId { get; }

    /// <summary>Where the user is logged in.</summary>
    public MeecoEnvironment Environment { get; }

    /// <summary>When the session began, in UTC.</summary>
    public DateTimeOffset ConnectedAt { get; }

    /// <summary>When the keystore ends the session, in UTC.</summary>
    public DateTimeOffset ValidUntil { get; }

    /// <summary>Whether the session was ended here: its keys are gone.</summary>
    public bool IsEnded { get; private set; }

    internal UserService User { get; }

    internal ItemTemplateService Templates { get; }

    internal ItemService Items { get; }

    internal ConnectionService Connections { get; }

    internal InvitationService Invitations { get; }

    internal ShareService Shares { get; }

    internal ClientTaskService ClientTasks { get; }

    /// <summary>Forgets tokens and zeroes keys. The servers keep their session until it runs out.</summary>
    public void Dispose() => IsEnded = true;

    /// <summary>Who, and where.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => $"{UserName} at {Environment.VaultUrl}";
}
