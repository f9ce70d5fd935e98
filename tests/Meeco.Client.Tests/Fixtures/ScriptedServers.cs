namespace Meeco.Client.Tests.Fixtures;

/// <summary>The calls of a session against scripted answers.</summary>
internal sealed class ScriptedServers : IDisposable
{
    public static readonly MeecoEnvironment Environment = new(
        new Uri("http://127.0.0.1:1/vault"), new Uri("http://127.0.0.1:1/keystore"), "vault-key", "keystore-key");

    public ScriptedServers(ScriptedTransport transport, ImpatientTime? time = null, long maxResponseBytes = 1_000_000)
    {
        Transport = transport;
        Time = time ?? new ImpatientTime();
        Apis = new ServerApis(Environment, new ClientSettings
        {
            CreateTransport = () => transport,
            Time = Time,
            TryTimeout = ImpatientTime.TryTimeout,
            CallTimeout = ImpatientTime.CallTimeout,
            MaxRetries = 3,
            MaxResponseBytes = maxResponseBytes,
        });
    }

    public ScriptedTransport Transport { get; }

    public ImpatientTime Time { get; }

    public ServerApis Apis { get; }

    public void Dispose() => Apis.Dispose();
}
