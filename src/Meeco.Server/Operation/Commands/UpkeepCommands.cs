using System.CommandLine;
using Meeco.Server.Hosting;
using Meeco.Server.Operation.Backup;

namespace Meeco.Server.Operation.Commands;

/// <summary>What keeps an installation well.</summary>
internal static class UpkeepCommands
{
    /// <summary>Cleans up.</summary>
    public static Command Vacuum()
    {
        var command = new Command("vacuum", "Removes what has expired, and gives the room back. A server may run meanwhile; its writers wait.") { Table.Json };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            async services =>
            {
                var row = await services.GetRequiredService<DatabaseVacuum>().RunAsync(cancel);
                return Table.Show(
                    parsed, row, RowsJson.Default.VacuumRow, $"Removed {row.ExpiredRows} expired rows; {row.BytesBefore} bytes are {row.BytesAfter} now.");
            },
            cancel));
        return command;
    }

    /// <summary>Backs up.</summary>
    public static Command Backup()
    {
        var to = new Option<string>("--to")
        {
            Description = "A folder that is empty or not there yet. A server that is given it as --data has all of it.",
            HelpName = "folder",
            Required = true,
        };
        var command = new Command("backup", "Copies database and files, as they are at one moment. A server may run meanwhile.") { to, Table.Json };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            async services =>
            {
                var row = await services.GetRequiredService<FolderBackup>().RunAsync(parsed.GetRequiredValue(to), cancel);
                return Table.Show(
                    parsed,
                    row,
                    RowsJson.Default.BackupRow,
                    $"'{row.Folder}' has the database ({row.DatabaseBytes} bytes) and {row.Files} files ({row.FileBytes} bytes).");
            },
            cancel));
        return command;
    }
}
