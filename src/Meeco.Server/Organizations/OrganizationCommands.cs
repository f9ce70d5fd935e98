using System.CommandLine;
using Meeco.Server.Hosting;
using Meeco.Server.Operation.Commands;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>What the operator decides about organizations and their services.</summary>
internal static class OrganizationCommands
{
    private static readonly Option<bool> Requested = new("--requested")
    {
        Description = "Only those that wait for a decision.",
    };

    private static readonly Argument<string> Id = new("id") { Description = "As the list shows it." };

    /// <summary>The commands for organizations.</summary>
    public static Command Organizations() => new("organizations", "Organizations, for which the operator vouches.")
    {
        List("Lists the organizations.", ListOrganizationsAsync),
        Decide("validate", "Vouches for an organization.", (validations, id, cancel) => validations.ValidateOrganizationAsync(id, cancel), Show),
        Decide("reject", "Refuses to vouch for an organization.", (validations, id, cancel) => validations.RejectOrganizationAsync(id, cancel), Show),
    };

    /// <summary>The commands for services.</summary>
    public static Command Services() => new("services", "Services of organizations, for which the operator vouches.")
    {
        List("Lists the services.", ListServicesAsync),
        Decide("validate", "Vouches for a service.", (validations, id, cancel) => validations.ValidateServiceAsync(id, cancel), Show),
        Decide("reject", "Refuses to vouch for a service.", (validations, id, cancel) => validations.RejectServiceAsync(id, cancel), Show),
    };

    private static Command List(string description, Func<MeecoDb, PublicIds, ParseResult, CancellationToken, Task<List<string>>> read)
    {
        var command = new Command("list", description) { Requested, Table.Json };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            services => read(
                services.GetRequiredService<MeecoDb>(),
                services.GetRequiredService<PublicIds>(),
                parsed,
                cancel),
            cancel));
        return command;
    }

    private static Command Decide<T>(
        string name,
        string description,
        Func<Validations, string, CancellationToken, Task<T>> decide,
        Func<ParseResult, T, PublicIds, List<string>> show)
    {
        var command = new Command(name, description) { Id, Table.Json };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            async services =>
            {
                var decided = await decide(services.GetRequiredService<Validations>(), parsed.GetRequiredValue(Id), cancel);
                return show(parsed, decided, services.GetRequiredService<PublicIds>());
            },
            cancel));
        return command;
    }

    private static List<string> Show(ParseResult parsed, Organization organization, PublicIds ids)
    {
        var row = Row(organization, ids);
        return Table.Show(parsed, row, RowsJson.Default.OrganizationRow, $"{row.Name} ({row.Id}) is {row.Status}.");
    }

    private static List<string> Show(ParseResult parsed, OrganizationService service, PublicIds ids)
    {
        var row = Row(service, ids);
        return Table.Show(parsed, row, RowsJson.Default.ServiceRow, $"{row.Name} ({row.Id}) is {row.Status}.");
    }

    private static async Task<List<string>> ListOrganizationsAsync(MeecoDb db, PublicIds ids, ParseResult parsed, CancellationToken cancel)
    {
        var requested = parsed.GetValue(Requested);
        var found = await db.Organizations.AsNoTracking()
            .Where(organization => !requested || organization.Status == OrganizationStatus.Requested)
            .OrderBy(organization => organization.Key)
            .ToListAsync(cancel);
        return Table.Show(
            parsed,
            [.. found.Select(organization => Row(organization, ids))],
            RowsJson.Default.IReadOnlyListOrganizationRow,
            row => [row.Id, row.Status, row.Name, row.Email, row.Url]);
    }

    private static async Task<List<string>> ListServicesAsync(MeecoDb db, PublicIds ids, ParseResult parsed, CancellationToken cancel)
    {
        var requested = parsed.GetValue(Requested);
        var found = await db.OrganizationServices.AsNoTracking()
            .Include(service => service.Organization)
            .Where(service => !requested || service.Status == OrganizationStatus.Requested)
            .OrderBy(service => service.Key)
            .ToListAsync(cancel);
        return Table.Show(
            parsed,
            [.. found.Select(service => Row(service, ids))],
            RowsJson.Default.IReadOnlyListServiceRow,
            row => [row.Id, row.Status, row.Name, row.Organization]);
    }

    private static OrganizationRow Row(Organization organization, PublicIds ids) => new(
        ids.Encode(IdKind.Organization, organization.Key),
        organization.Status.Text(),
        organization.Name,
        organization.Email,
        organization.Url);

    private static ServiceRow Row(OrganizationService service, PublicIds ids) => new(
        ids.Encode(IdKind.OrganizationService, service.Key),
        service.Status.Text(),
        service.Name,
        service.Organization!.Name);
}
