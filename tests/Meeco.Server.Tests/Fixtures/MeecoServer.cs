using Meeco.Server.Accounts;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Meeco.Server.Tests.Fixtures.Databases;
using Meeco.Tests.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>
/// A whole server in this process with a real database (<see cref="TestDatabases"/>), a temporary folder and a clock of its
/// own. Use it as a class fixture; tests keep apart by making users of their own.
/// </summary>
public class MeecoServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly TestDatabase _database;
    private readonly bool _ownsStorage;
    private readonly Dictionary<string, string> _settings;
    private Host _host;
    private int _users;

    public MeecoServer()
        : this([])
    {
    }

    /// <param name="settings">Settings of ServerOptions by name, for example <c>["MaxOnShareDepth"] = "1"</c>.</param>
    protected MeecoServer(Dictionary<string, string> settings)
        : this(Directory.CreateTempSubdirectory("meeco-server-tests-").FullName, settings)
    {
    }

    private MeecoServer(string folder, Dictionary<string, string> settings)
        : this(folder, TestDatabases.Make(folder), ownsStorage: true, settings)
    {
    }

    private MeecoServer(string folder, TestDatabase database, bool ownsStorage, Dictionary<string, string> settings)
    {
        (_folder, _database, _ownsStorage, _settings) = (folder, database, ownsStorage, settings);
        _host = Start();
    }

    public TestClock Clock { get; } = new();

    /// <summary>The server's data folder.</summary>
    public string Folder => _folder;

    internal DatabaseAddress Database => _database.ConnectionString is { } connection
        ? DatabaseAddress.Parse(connection)
        : DatabaseAddress.InFolder(_folder);

    /// <summary>What the server is told of its storage, on its command line.</summary>
    public string[] Arguments => ["--data", _folder, .. _database.Arguments];

    /// <summary>A server with settings of its own, for one test.</summary>
    public static MeecoServer With(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    /// <summary>Another instance, on a database and data folder that are somebody else's.</summary>
    public static MeecoServer On(string folder, TestDatabase database, params (string Name, string Value)[] settings) =>
        new(folder, database, ownsStorage: false, settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    /// <summary>Calls without a token.</summary>
    public TestCaller Anonymous => new(_host.CreateClient());

    /// <summary>The server's services, in a scope of their own: for looking into the database.</summary>
    public AsyncServiceScope Scope() => _host.Services.CreateAsyncScope();

    /// <summary>Removes what is over by the server's clock, as the server itself does from time to time.</summary>
    public async Task SweepAsync()
    {
        // It may be about it just now.
        while (!await _host.Services.GetRequiredService<SweepRound>().RunAsync(TestContext.Current.CancellationToken))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends the server and starts another on the same folder.</summary>
    public async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = Start();
    }

    /// <summary>
    /// A registered user with a session at keystore and vault, put straight into the database: no SRP, no RSA. His
    /// public key is one of the stored ones.
    /// </summary>
    public async Task<TestUser> NewUserAsync()
    {
        var number = Interlocked.Increment(ref _users);
        var publicKey = TestPublicKeys.Pem(((number - 1) % TestKeys.Count) + 1);
        var keystoreToken = SessionToken.Create();
        var vaultToken = SessionToken.Create();
        var now = Clock.GetUtcNow();
        var end = now.AddYears(10);

        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        var transactions = scope.ServiceProvider.GetRequiredService<Transactions>();
        var ids = scope.ServiceProvider.GetRequiredService<PublicIds>();
        return await transactions.WriteAsync(
            async cancel =>
            {
                var keystoreUser = new KeystoreUser
                {
                    Username = Guid.NewGuid().ToString("N"),
                    SrpSalt = new string('a', 64),
                    SrpVerifier = new string('b', 512),
                    CreatedAt = now,
                };
                db.Add(keystoreUser);
                await db.SaveChangesAsync(cancel);

                var user = new VaultUser
                {
                    KeystoreUserKey = keystoreUser.Key,
                    PublicKey = publicKey,
                    PublicKeyFingerprint = Guid.NewGuid().ToByteArray(),
                    CreatedAt = now,
                };
                db.Add(user);
                await db.SaveChangesAsync(cancel);

                db.Add(new KeystoreSession
                {
                    UserKey = keystoreUser.Key,
                    TokenHash = SessionToken.Hash(keystoreToken),
                    CreatedAt = now,
                    ExpiresAt = end,
                });
                db.Add(new VaultSession
                {
                    UserKey = user.Key,
                    TokenHash = SessionToken.Hash(vaultToken),
                    CreatedAt = now,
                    ExpiresAt = end,
                });
                return new TestUser
                {
                    Key = user.Key,
                    Id = ids.Encode(IdKind.VaultUser, user.Key),
                    PublicKey = publicKey,
                    VaultToken = vaultToken,
                    KeystoreToken = keystoreToken,
                    Vault = new TestCaller(_host.CreateClient(), "/vault", vaultToken),
                    Keystore = new TestCaller(_host.CreateClient(), "/keystore", keystoreToken),
                };
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>The same user logged in at the vault once more.</summary>
    public async Task<TestUser> NewSessionAsync(TestUser user)
    {
        var token = SessionToken.Create();
        var now = Clock.GetUtcNow();
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        await scope.ServiceProvider.GetRequiredService<Transactions>().WriteAsync(
            _ =>
            {
                db.Add(new VaultSession
                {
                    UserKey = user.Key,
                    TokenHash = SessionToken.Hash(token),
                    CreatedAt = now,
                    ExpiresAt = now.AddYears(10),
                });
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        return user with { VaultToken = token, Vault = user.Vault with { Token = token } };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_ownsStorage)
        {
            await _database.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    private Host Start()
    {
        var host = new Host(_folder, _database.ConnectionString, _settings, Clock);
        _ = host.Server;
        return host;
    }

    private sealed class Host(string folder, string? connection, Dictionary<string, string> settings, TestClock clock)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Data", folder);
            if (connection is not null)
            {
                builder.UseSetting("ConnectionStrings:Meeco", connection);
            }

            foreach (var (name, value) in TestObjectStore.SettingsFor(folder).Concat(settings))
            {
                builder.UseSetting($"{ServerOptions.Section}:{name}", value);
            }

            builder.ConfigureTestServices(services => services
                .AddSingleton<IStartupFilter, TestAddress>()
                .Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        }
    }
}
