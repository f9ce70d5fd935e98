using System.CommandLine;
using System.Data.Common;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Operation;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Organizations;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Hosting;

/// <summary>
/// What a command of the operator's runs in: the server's services on its database, without a server. One may run there at the
/// same time.
/// </summary>
internal static class CommandHost
{
    private const int Failed = 1;

    /// <summary>The data folder, as the server is told it.</summary>
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "The folder that holds the server's database and files.",
        HelpName = "folder",
        Recursive = true,
    };

    /// <summary>The database, as the server is told it.</summary>
    public static Option<string?> Connection { get; } = new($"--ConnectionStrings:{DatabaseAddress.SettingName}")
    {
        Description = "The server's database, where it is not in the data folder: 'Host=…' or 'Data Source=…'.",
        HelpName = "connection",
        Recursive = true,
    };

    /// <summary>Runs a command on a database that a server has used, or could.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="act">What it does; the lines that it answers with.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunOnDatabaseAsync(
        ParseResult parsed,
        Func<IServiceProvider, Task<List<string>>> act,
        CancellationToken cancel) =>
        RunAsync(
            parsed,
            async services =>
            {
                RequireDatabase(services);
                await services.GetRequiredService<IHost>().PrepareStorageAsync(cancel);
                return await act(services);
            });

    /// <summary>Runs a command that takes the database as it finds it.</summary>
    /// <inheritdoc cref="RunOnDatabaseAsync"/>
    public static async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Task<List<string>>> act)
    {
        var streams = parsed.InvocationConfiguration;
        try
        {
            await using var app = BuildHost(parsed);
            await using var scope = app.Services.CreateAsyncScope();
            foreach (var line in await act(scope.ServiceProvider))
            {
                await streams.Output.WriteLineAsync(line);
            }

            return 0;
        }
        catch (Exception exception) when (exception
            is RefusedException
            or StorageException
            or DbException
            or DbUpdateException
            or RetryLimitExceededException
            or OptionsValidationException
            or IOException)
        {
            await streams.Error.WriteLineAsync(exception.Reason());
            return Failed;
        }
    }

    private static WebApplication BuildHost(ParseResult parsed)
    {
        Option<string?>[] options = [Data, Connection];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. options.SelectMany(option => parsed.GetValue(option) is { } value ? [option.Name, value] : Array.Empty<string>())],
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddServerOptions();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ServerMetrics>();
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddEvents();
        builder.Services.AddOrganizations();
        builder.Services.AddUpkeep();
        return builder.Build();
    }

    // A mistyped folder must not become a new, empty database.
    private static void RequireDatabase(IServiceProvider services)
    {
        if (services.GetRequiredService<DatabaseAddress>().File is { } file && !File.Exists(file))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file));
            throw new FileNotFoundException($"There is no database in '{folder}'. Say with --data where the server keeps it.");
        }
    }
}
