using Meeco.Server.Accounts;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Tests.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>
/// A whole server in this process with a real SQLite file in a temporary folder and a clock of its own. Use it as a
/// class fixture; tests keep apart by making users of their own.
/// </summary>
public class MeecoServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-server-tests-").FullName;
    private readonly Dictionary<string, string> _settings;
    private Host _host;
    private int _users;

    public MeecoServer()
        : this([])
    {
    }

    /// <param name="settings">Settings of ServerOptions by name, for example <c>["MaxOnShareDepth"] = "1"</c>.</param>
    protected MeecoServer(Dictionary<string, string> settings)
    {
        _settings = settings;
        _host = Start();
    }

    public TestClock Clock { get; } = new();

    /// <summary>Where the server keeps its database.</summary>
    public string Folder => _folder;

    /// <summary>A server with settings of its own, for one test.</summary>
    public static MeecoServer With(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    /// <summary>Calls without a token.</summary>
    public TestCaller Anonymous => new(_host.CreateClient());

    /// <summary>The server's services, in a scope of their own: for looking into the database.</summary>
    public AsyncServiceScope Scope() => _host.Services.CreateAsyncScope();

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
        await using var scope = Scope();
        await using var pooled = new SqliteConnection(scope.ServiceProvider.GetRequiredService<MeecoDb>().Database.GetConnectionString());
        await _host.DisposeAsync();

        // The pool keeps files open, and on Windows an open file cannot be deleted.
        SqliteConnection.ClearPool(pooled);
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Host Start()
    {
        var host = new Host(_folder, _settings, Clock);
        _ = host.Server;
        return host;
    }

    private sealed class Host(string folder, Dictionary<string, string> settings, TestClock clock) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Data", folder);
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
