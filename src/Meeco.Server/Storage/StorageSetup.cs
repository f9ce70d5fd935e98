using System.Security.Cryptography;
using Meeco.Server.Items;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Storage;

/// <summary>Puts the database in place: services, folder, migrations, the server's own keys, the seeded templates.</summary>
internal static class StorageSetup
{
    /// <summary>The name of the database in the data folder.</summary>
    public const string DatabaseFile = "meeco.db";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Registers the database and what is built on it.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<SqliteSession>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<ServerSecrets>();
        services.AddSingleton<PublicIds>();
        services.AddSingleton<StorageSeal>();
        services.AddScoped<Transactions>();
        services.AddScoped<RowInserter>();
        services.AddScoped<RowUpdater>();
        services.AddScoped<Housekeeping>();
        services.AddDbContextPool<MeecoDb>((provider, builder) =>
        {
            var options = provider.GetRequiredService<IOptions<ServerOptions>>().Value;
            var connection = new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(options.Data, DatabaseFile),
                ForeignKeys = true,
                DefaultTimeout = (int)Math.Ceiling(options.WriteLockTimeout.TotalSeconds),
            };
            builder
                .UseSqlite(connection.ConnectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
                .AddInterceptors(provider.GetRequiredService<SqliteSession>());
        });
        return services;
    }

    /// <summary>Brings the database up to this program's model; safe while other instances do the same.</summary>
    public static async Task PrepareStorageAsync(this IHost host, CancellationToken cancel = default)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        MakeFolder(options.Data);
        if (options.TemporaryData)
        {
            TemporaryData.DropWhenStopped(services.GetRequiredService<IHostApplicationLifetime>(), options.Data);
        }

        var db = services.GetRequiredService<MeecoDb>();
        await db.Database.MigrateAsync(cancel);
        if (db.Database.IsSqlite())
        {
            // Readers go on while a writer writes. The mode stays with the file.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancel);
        }

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

    private static void MakeFolder(string path)
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
