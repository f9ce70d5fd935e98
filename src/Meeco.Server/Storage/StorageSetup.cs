using System.Security.Cryptography;
using Meeco.Server.Items;
using Meeco.Server.Storage.Copying;
using Meeco.Server.Storage.Postgres;
using Meeco.Server.Storage.Sqlite;
using Meeco.Server.Storage.Sweeps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Storage;

/// <summary>Puts the database in place: services, folder, migrations, the server's own keys, the seeded templates.</summary>
internal static class StorageSetup
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly RowLocks Locks = new();

    /// <summary>Registers the database that the configuration names, and what is built on it.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString(DatabaseAddress.SettingName);
        services.AddSingleton(provider => string.IsNullOrWhiteSpace(connection)
            ? DatabaseAddress.InFolder(provider.GetRequiredService<IOptions<ServerOptions>>().Value.Data)
            : DatabaseAddress.Parse(connection));
        if (DatabaseAddress.KindOf(connection) == DatabaseKind.Postgres)
        {
            services.AddDbContextPool<MeecoDb, PostgresDb>(UsePostgres);
        }
        else
        {
            SqliteLibrary.TakeNoLocksOnConnections();
            services.AddDbContextPool<MeecoDb, SqliteDb>(UseSqlite);
        }

        services.AddSingleton<WriteGate>();
        services.AddSingleton<HeldConnections>();
        services.AddSingleton<KeyBlocks>();
        services.AddSingleton<ServerSecrets>();
        services.AddSingleton<PublicIds>();
        services.AddSingleton<StorageSeal>();
        services.AddSingleton<SealedTokens>();
        services.AddScoped<Transactions>();
        services.AddScoped<RowRuns>();
        services.AddScoped<RowInserter>();
        services.AddScoped<RowUpdater>();
        services.AddScoped<RowKeys>();
        services.AddScoped<LastRows>();
        services.AddSweeps();
        return services;
    }

    /// <summary>
    /// Brings the storage to what this program needs; safe while other instances do the same. A database of PostgreSQL's is
    /// migrated by its operator alone, for other instances may still run the program before this one.
    /// </summary>
    /// <exception cref="StorageException">The database is not as this program needs it.</exception>
    public static async Task PrepareStorageAsync(this IHost host, CancellationToken cancel = default)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        var address = services.GetRequiredService<DatabaseAddress>();
        MakeFolder(options.Data);
        if (options.TemporaryData)
        {
            TemporaryData.DropWhenStopped(
                services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<HeldConnections>(), options.Data, address);
        }

        var db = services.GetRequiredService<MeecoDb>();
        if (address.Kind == DatabaseKind.Sqlite)
        {
            await DatabaseMigration.ApplyAsync(db, cancel);
        }
        else
        {
            await DatabaseMigration.RequireAsync(db, address, cancel);
        }

        await DatabaseCopy.RequireFinishedAsync(db, address, cancel);
        var transactions = services.GetRequiredService<Transactions>();
        var clock = services.GetRequiredService<TimeProvider>();
        var secrets = await transactions.WriteAsync(
            async inner =>
            {
                await TemplateCatalogue.SeedAsync(db, clock.GetUtcNow(), inner);
                return await MakeSecretsAsync(db, inner);
            },
            cancel);
        services.GetRequiredService<ServerSecrets>().Load(secrets);
    }

    /// <summary>How long a command may wait for another's lock, in whole seconds, as drivers take it.</summary>
    public static int CommandSeconds(ServerOptions options) => (int)Math.Ceiling(options.WriteLockTimeout.TotalSeconds);

    /// <summary>Makes a folder that its owner alone can read, where there is none.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    // A transaction that ends with its request, because the caller has gone, is no failure; what is one is logged where the request
    // ends (ErrorHandler). A list of keys is one value of a query. As a value for each key, EF would write the query anew for every call, and SQLite
    // read it: that cost far more than what it finds.
    private static void UseSqlite(IServiceProvider provider, DbContextOptionsBuilder builder) => builder
        .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.TransactionError, LogLevel.Debug)))
        .UseSqlite(
            provider.GetRequiredService<DatabaseAddress>().ConnectionString,
            sqlite => sqlite
                .CommandTimeout(CommandSeconds(provider.GetRequiredService<IOptions<ServerOptions>>().Value))
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
                .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
        .AddInterceptors(provider.GetRequiredService<HeldConnections>());

    // A conflict is no failure: it is met again. What fails for good is logged where the request ends (ErrorHandler).
    private static void UsePostgres(IServiceProvider provider, DbContextOptionsBuilder builder) => builder
        .ConfigureWarnings(warnings => warnings.Log(
            (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug)))
        .UseNpgsql(
            provider.GetRequiredService<DatabaseAddress>().ConnectionString,
            postgres => postgres
                .ExecutionStrategy(dependencies => new PostgresRetries(dependencies))
                .CommandTimeout(CommandSeconds(provider.GetRequiredService<IOptions<ServerOptions>>().Value))
                .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
        .AddInterceptors(Locks);

    private static async Task<List<ServerSecret>> MakeSecretsAsync(MeecoDb db, CancellationToken cancel)
    {
        var secrets = await db.ServerSecrets.ToListAsync(cancel);
        foreach (var name in ServerSecrets.Names.Except(secrets.Select(secret => secret.Name)).ToList())
        {
            var secret = new ServerSecret { Name = name, Value = RandomNumberGenerator.GetBytes(32) };
            db.Add(secret);
            secrets.Add(secret);
        }

        return secrets;
    }
}
