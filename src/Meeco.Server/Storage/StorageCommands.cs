using System.CommandLine;
using Meeco.Server.Hosting;
using Meeco.Server.Storage.Copying;

namespace Meeco.Server.Storage;

/// <summary>What the operator does with the database itself.</summary>
internal static class StorageCommands
{
    /// <summary>Brings the database to this program's version.</summary>
    public static Command Migrate()
    {
        var command = new Command("migrate", "Makes the database, or brings it to this program's version.");
        command.SetAction((parsed, cancel) => CommandHost.RunAsync(
            parsed,
            async services =>
            {
                var address = services.GetRequiredService<DatabaseAddress>();
                if (address.File is { } file)
                {
                    StorageSetup.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
                }

                var applied = await DatabaseMigration.ApplyAsync(services.GetRequiredService<MeecoDb>(), cancel);
                return [.. applied.Select(name => $"Applied {name}."), $"This program can use {address}."];
            }));
        return command;
    }

    /// <summary>Moves an installation to another database.</summary>
    public static Command Copy()
    {
        var from = new Option<string>("--from")
        {
            Description = "The database of the installation, 'Data Source=…' or 'Host=…'. No server should run on it.",
            HelpName = "connection",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "An empty database, or one into which the same copy broke off.",
            HelpName = "connection",
            Required = true,
        };
        var command = new Command("copy", "Copies all rows into another database, and compares them. Run again, it goes on where it broke off.") { from, to };
        command.SetAction((parsed, cancel) => CommandHost.RunAsync(
            parsed,
            async _ =>
            {
                var target = DatabaseAddress.Parse(parsed.GetRequiredValue(to));
                await new DatabaseCopy(parsed.InvocationConfiguration.Output)
                    .RunAsync(DatabaseAddress.Parse(parsed.GetRequiredValue(from)), target, cancel);
                return [$"The files of attachments stay in the data folder. A server can use {target} now."];
            }));
        return command;
    }
}
