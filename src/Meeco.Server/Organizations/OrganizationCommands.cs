using System.CommandLine;
using Meeco.Server.Hosting;
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
        Decide("validate", "Vouches for an organization.", async (validations, id, cancel) =>
            Tell("validated", (await validations.ValidateOrganizationAsync(id, cancel)).Name, id)),
        Decide("reject", "Refuses to vouch for an organization.", async (validations, id, cancel) =>
            Tell("rejected", (await validations.RejectOrganizationAsync(id, cancel)).Name, id)),
    };

    /// <summary>The commands for services.</summary>
    public static Command Services() => new("services", "Services of organizations, for which the operator vouches.")
    {
        List("Lists the services.", ListServicesAsync),
        Decide("validate", "Vouches for a service.", async (validations, id, cancel) =>
            Tell("validated", (await validations.ValidateServiceAsync(id, cancel)).Name, id)),
        Decide("reject", "Refuses to vouch for a service.", async (validations, id, cancel) =>
            Tell("rejected", (await validations.RejectServiceAsync(id, cancel)).Name, id)),
    };

    private static Command List(string description, Func<MeecoDb, PublicIds, bool, CancellationToken, Task<List<string>>> read)
    {
        var command = new Command("list", description) { Requested };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
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
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            async services => [await decide(services.GetRequiredService<Validations>(), parsed.GetRequiredValue(Id), cancel)],
            cancel));
        return command;
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
