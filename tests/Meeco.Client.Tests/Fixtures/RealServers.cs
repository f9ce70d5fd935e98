using System.Security;
using Meeco.Server.Hosting;
using Meeco.Server.Storage;
using Meeco.Tests.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Meeco.Client.Tests.Fixtures;

/// <summary>
/// The real vault and keystore over real HTTP on a loopback port, with a database in a temporary folder. Use it as a class
/// fixture: its users are <see cref="TestKeys.Count"/> at most, since no two have the same login pair.
/// </summary>
public sealed class RealServers : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-client-tests-").FullName;
    private readonly List<MeecoSession> _sessions = [];
    private Host? _host;
    private int _users;

    public static SecureString Passphrase { get; } = SecretText.From("correct horse battery stäple");

    /// <summary>What the operator of the servers set, before they began.</summary>
    internal Dictionary<string, string> Settings { get; } = [];

    internal MeecoEnvironment Environment { get; private set; } = null!;

    /// <summary>The servers' clock.</summary>
    internal MovableTime Time { get; } = new();

    /// <summary>What the operator of the server types, beside it.</summary>
    internal async Task OperateAsync(params string[] command)
    {
        await using var said = new StringWriter();
        (await CommandLine.RunAsync([.. command, "--data", _folder], said, said)).Should().Be(0, said.ToString());
    }

    public ValueTask InitializeAsync()
    {
        _host = new Host(_folder, Time, Settings);
        _host.UseKestrel(0);
        _host.StartServer();
        var address = _host.ClientOptions.BaseAddress;
        Environment = new MeecoEnvironment(new Uri(address, "vault"), new Uri(address, "keystore"));
        return ValueTask.CompletedTask;
    }

    /// <summary>A new user with a session.</summary>
    internal async Task<MeecoSession> NewUserAsync(Func<ClientSettings, ClientSettings>? change = null)
    {
        var settings = new ClientSettings { KeyPairs = new StoredKeyPairs(NextLoginPair()) };
        var session = await new AccountService(change?.Invoke(settings) ?? settings).RegisterAsync(
            Environment, Passphrase, secret: null, progress: null, TestContext.Current.CancellationToken);
        return Keep(session);
    }

    /// <summary>Another session of a user.</summary>
    internal async Task<MeecoSession> AnotherSessionAsync(
        MeecoSession user,
        Func<ClientSettings, ClientSettings>? change = null)
    {
        var settings = new ClientSettings { KeyPairs = new StoredKeyPairs(1) };
        using var secret = user.User.GetSecret();
        var session = await new AccountService(change?.Invoke(settings) ?? settings).ConnectAsync(
            Environment, Passphrase, secret, validFor: null, TestContext.Current.CancellationToken);
        return Keep(session);
    }

    /// <summary>The number of a login pair that no user of this vault has.</summary>
    internal int NextLoginPair()
    {
        var login = Interlocked.Increment(ref _users);
        return login <= TestKeys.Count
            ? login
            : throw new InvalidOperationException("There are no more login pairs: give the class a server of its own.");
    }

    /// <summary>Connects two users; the first calls the second by the name, the second the first by his user name.</summary>
    internal static async Task<MeecoConnection> ConnectAsync(MeecoSession from, MeecoSession to, string? name = null) =>
        await from.Connections.CreateAsync(
            to, name, nameForThis: null, progress: null, TestContext.Current.CancellationToken);

    internal MeecoSession Keep(MeecoSession session)
    {
        lock (_sessions)
        {
            _sessions.Add(session);
        }

        return session;
    }

    public async ValueTask DisposeAsync()
    {
        _sessions.ForEach(session => session.Dispose());
        if (_host is not null)
        {
            await using var scope = _host.Services.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<MeecoDb>().Database;
            await using var pooled = new SqliteConnection(database.GetConnectionString());
            await _host.DisposeAsync();

            // The pool keeps files open, and on Windows an open file cannot be deleted.
            SqliteConnection.ClearPool(pooled);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Host(string folder, MovableTime time, Dictionary<string, string> settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => settings
            .Aggregate(builder.UseSetting("Data", folder), (host, setting) => host.UseSetting(setting.Key, setting.Value))
            .ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
    }
}
