using System.CommandLine;
using Meeco.Server.Events;
using Meeco.Server.Hosting;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Organizations;

/// <summary>
/// What the operator decides, on the server's own command line: he who may write to the database needs no account. It
/// works on the database alone, so a server may run on it at the same time.
/// </summary>
internal static class OperatorCommandLine
{
    private const int Failed = 1;

    private static readonly string[] Words = ["organizations", "services", "--help", "-h"];

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The folder that holds the server's database.",
        HelpName = "folder",
        Recursive = true,
    };

    private static readonly Option<bool> Requested = new("--requested")
    {
        Description = "Only those that wait for a decision.",
    };

    private static readonly Argument<string> Id = new("id") { Description = "As the list shows it." };

    /// <summary>Whether the arguments are for the operator and not for the server.</summary>
    public static bool IsMeantBy(string[] args) => args.Any(Words.Contains);

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code: 0, or 1 after saying on the error output what failed.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var streams = new InvocationConfiguration { Output = output, Error = errors };
        return Build().Parse(args).InvokeAsync(streams);
    }

    private static RootCommand Build() => new("Meeco's vault and keystore. Without a command the server starts (--urls, --data, --Meeco:<setting>).")
    {
        Data,
        new Command("organizations", "Organizations, for which the operator vouches.")
        {
            List("Lists the organizations.", ListOrganizationsAsync),
            Decide("validate", "Vouches for an organization.", async (validations, id, cancel) =>
                Tell("validated", (await validations.ValidateOrganizationAsync(id, cancel)).Name, id)),
            Decide("reject", "Refuses to vouch for an organization.", async (validations, id, cancel) =>
                Tell("rejected", (await validations.RejectOrganizationAsync(id, cancel)).Name, id)),
        },
        new Command("services", "Services of organizations, for which the operator vouches.")
        {
            List("Lists the services.", ListServicesAsync),
            Decide("validate", "Vouches for a service.", async (validations, id, cancel) =>
                Tell("validated", (await validations.ValidateServiceAsync(id, cancel)).Name, id)),
            Decide("reject", "Refuses to vouch for a service.", async (validations, id, cancel) =>
                Tell("rejected", (await validations.RejectServiceAsync(id, cancel)).Name, id)),
        },
    };

    private static Command List(string description, Func<MeecoDb, PublicIds, bool, CancellationToken, Task<List<string>>> read)
    {
        var command = new Command("list", description) { Requested };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed,
            services => read(
                services.GetRequiredService<MeecoDb>(),
                services.GetRequiredService<PublicIds>(),
                parsed.GetValue(Requested),
                cancel),
            cancel));
        return command;
    }

    private static Command Decide(string name, string description, Func<Validations, string, CancellationToken, Task<string>> decide)
    {
        var command = new Command(name, description) { Id };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed,
            async services => [await decide(services.GetRequiredService<Validations>(), parsed.GetRequiredValue(Id), cancel)],
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        Func<IServiceProvider, Task<List<string>>> act,
        CancellationToken cancel)
    {
        var streams = parsed.InvocationConfiguration;
        try
        {
            await using var app = BuildHost(parsed.GetValue(Data));
            RequireDatabase(app);
            await app.PrepareStorageAsync(cancel);
            await using var scope = app.Services.CreateAsyncScope();
            foreach (var line in await act(scope.ServiceProvider))
            {
                await streams.Output.WriteLineAsync(line);
            }

            return 0;
        }
        catch (Exception exception) when (exception is RefusedException or SqliteException or DbUpdateException or OptionsValidationException or IOException)
        {
            await streams.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }

    private static WebApplication BuildHost(string? data)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = data is null ? [] : [Data.Name, data],
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddServerOptions();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStorage();
        builder.Services.AddEvents();
        builder.Services.AddOrganizations();
        return builder.Build();
    }

    // A mistyped folder must not become a new, empty database.
    private static void RequireDatabase(WebApplication app)
    {
        var folder = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Data;
        if (!File.Exists(Path.Combine(folder, StorageSetup.DatabaseFile)))
        {
            throw new FileNotFoundException($"There is no database in '{folder}'. Say with --data where the server keeps it.");
        }
    }

    private static async Task<List<string>> ListOrganizationsAsync(MeecoDb db, PublicIds ids, bool requested, CancellationToken cancel)
    {
        var found = await db.Organizations.AsNoTracking()
            .Where(organization => !requested || organization.Status == OrganizationStatus.Requested)
            .OrderBy(organization => organization.Key)
            .ToListAsync(cancel);
        return [.. found.Select(organization => Line(
            ids.Encode(IdKind.Organization, organization.Key),
            organization.Status.Text(),
            organization.Name,
            organization.Email,
            organization.Url))];
    }

    private static async Task<List<string>> ListServicesAsync(MeecoDb db, PublicIds ids, bool requested, CancellationToken cancel)
    {
        var found = await db.OrganizationServices.AsNoTracking()
            .Include(service => service.Organization)
            .Where(service => !requested || service.Status == OrganizationStatus.Requested)
            .OrderBy(service => service.Key)
            .ToListAsync(cancel);
        return [.. found.Select(service => Line(
            ids.Encode(IdKind.OrganizationService, service.Key),
            service.Status.Text(),
            service.Name,
            service.Organization!.Name))];
    }

    private static string Tell(string decision, string name, string id) => $"{Clean(name)} ({id}) is {decision}.";

    private static string Line(params string?[] columns) => string.Join('\t', columns.Select(Clean));

    // Users chose these texts, and the operator's terminal obeys control characters.
    private static string Clean(string? text) => string.Concat((text ?? "").Select(one => char.IsControl(one) ? ' ' : one));
}
