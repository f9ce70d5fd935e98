using System.Text.Json;
using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The connections of one session to its two servers. Safe for use by several threads.</summary>
internal sealed class ServerApis : IDisposable
{
    private static readonly RefitSettings Settings = CreateSettings();

    private readonly HttpMessageHandler _transport;
    private readonly HttpClient _keystore;
    private readonly HttpClient _vault;
    private readonly HttpClient _vaultBlobs;
    private readonly HttpClient _otherBlobs;
    private volatile bool _disposed;

    /// <summary>Connects to the servers; nothing is sent yet.</summary>
    /// <param name="environment">Where they are.</param>
    /// <param name="settings">How to talk.</param>
    /// <param name="delegationId">The vault user for whom all calls act (rule 58); null for the caller himself.</param>
    public ServerApis(MeecoEnvironment environment, ClientSettings settings, string? delegationId = null)
    {
        settings = environment.Limit(settings);
        _transport = settings.CreateTransport();
        Pacer = new CallPacer(settings.Time);
        _keystore = CreateClient(
            environment.KeystoreUrl, KeystoreToken, environment.KeystoreSubscriptionKey, delegationId, settings);
        _vault = CreateClient(environment.VaultUrl, VaultToken, environment.VaultSubscriptionKey, delegationId, settings);
        _vaultBlobs = CreateClient(
            environment.VaultUrl, VaultToken, environment.VaultSubscriptionKey, delegationId, settings, carriesBytes: true);
        _otherBlobs = CreateClient(
            environment.VaultUrl, new AccessToken(), subscriptionKey: null, delegationId: null, settings, carriesBytes: true);
        Keystore = RestService.ForGenerated<IKeystoreApi>(_keystore, Settings);
        Users = RestService.ForGenerated<IUsersApi>(_vault, Settings);
        Items = RestService.ForGenerated<IItemsApi>(_vault, Settings);
        Connections = RestService.ForGenerated<IConnectionsApi>(_vault, Settings);
        Shares = RestService.ForGenerated<ISharesApi>(_vault, Settings);
        Events = RestService.ForGenerated<IEventsApi>(_vault, Settings);
        ClientTasks = RestService.ForGenerated<IClientTasksApi>(_vault, Settings);
        Organizations = RestService.ForGenerated<IOrganizationsApi>(_vault, Settings);
        Attachments = RestService.ForGenerated<IAttachmentsApi>(_vault, Settings);
        Blobs = new BlobApi(_otherBlobs, _vaultBlobs, environment, settings.Time);
        Delegations = RestService.ForGenerated<IDelegationsApi>(_vault, Settings);
        KeyDelegations = RestService.ForGenerated<IKeyDelegationsApi>(_keystore, Settings);
    }

    /// <summary>Holds the calls of the session back when a server takes no more.</summary>
    public CallPacer Pacer { get; }

    public AccessToken KeystoreToken { get; } = new();

    public AccessToken VaultToken { get; } = new();

    public IKeystoreApi Keystore { get; }

    public IUsersApi Users { get; }

    public IItemsApi Items { get; }

    public IConnectionsApi Connections { get; }

    public ISharesApi Shares { get; }

    public IClientTasksApi ClientTasks { get; }

    public IEventsApi Events { get; }

    public IOrganizationsApi Organizations { get; }

    public IAttachmentsApi Attachments { get; }

    public BlobApi Blobs { get; }

    public IDelegationsApi Delegations { get; }

    public IKeyDelegationsApi KeyDelegations { get; }

    /// <summary>A name for a call that must not take effect twice.</summary>
    /// <returns>A value that was never used.</returns>
    public static string NewIdempotencyKey() => Guid.NewGuid().ToString();

    /// <summary>Connections of their own with the same tokens, whose calls act for another user (rule 58).</summary>
    /// <param name="environment">Where the servers are.</param>
    /// <param name="settings">How to talk.</param>
    /// <param name="userId">That user.</param>
    /// <returns>The connections, owned by the caller.</returns>
    public ServerApis ActingFor(MeecoEnvironment environment, ClientSettings settings, string userId)
    {
        var acting = new ServerApis(environment, settings, userId);
        acting.KeystoreToken.Value = KeystoreToken.Value;
        acting.VaultToken.Value = VaultToken.Value;
        return acting;
    }

    /// <summary>Forgets the tokens and closes the connections.</summary>
    public void Dispose()
    {
        _disposed = true;
        KeystoreToken.Value = null;
        VaultToken.Value = null;
        _keystore.Dispose();
        _vault.Dispose();
        _vaultBlobs.Dispose();
        _otherBlobs.Dispose();
        Pacer.Dispose();
        _transport.Dispose();
    }

    private HttpClient CreateClient(
        Uri address,
        AccessToken token,
        string? subscriptionKey,
        string? delegationId,
        ClientSettings settings,
        bool carriesBytes = false)
    {
        var handler = new FaultHandler(settings, () => _disposed, carriesBytes)
        {
            InnerHandler = new AuthenticationHandler(token, subscriptionKey, delegationId)
            {
                InnerHandler = new ResilienceHandler(settings, Pacer) { InnerHandler = _transport },
            },
        };
        return new HttpClient(handler, disposeHandler: false)
        {
            BaseAddress = address,

            // The resilience handler limits calls and tries.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private static RefitSettings CreateSettings()
    {
        var settings = RefitSettings.ForJsonContext(WireJson.ForRequests);

        // A body must be sent again when a call is repeated.
        settings.RequestBodySerialization = RequestBodySerializationMode.Buffered;

        // Refusals and broken connections are errors of ours already when they come here.
        settings.TransportExceptionFactory = (_, fault, _) => fault;
        settings.DeserializationExceptionFactory = (_, fault) => new ValueTask<Exception?>(
            ClientErrors.NotTheProtocol(fault is JsonException { Path: { } path }
                ? $"unexpected JSON at {path}."
                : "it is no JSON."));
        return settings;
    }
}
