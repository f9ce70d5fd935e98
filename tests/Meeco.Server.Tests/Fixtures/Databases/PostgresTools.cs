using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Meeco.Server.Tests.Fixtures.Databases;

/// <summary>The programs with which an operator backs up a database of PostgreSQL's.</summary>
internal sealed class PostgresTools
{
    private const string Dump = "pg_dump";
    private const string Restore = "pg_restore";

    private readonly string _folder;

    private PostgresTools(string folder) => _folder = folder;

    /// <summary>Finds them, or passes over the test.</summary>
    public static PostgresTools Require()
    {
        var folder = PostgresCluster.FolderOf(Dump, Restore);
        Assert.SkipWhen(folder is null, $"{Dump} and {Restore} are not on this machine (Debian: postgresql-client).");
        return new PostgresTools(folder);
    }

    /// <summary>Writes a database to a file, as it is at one moment.</summary>
    public Task DumpAsync(TestDatabase database, string file) => RunAsync(Dump, database, "--format=custom", $"--file={file}");

    /// <summary>Fills an empty database from such a file.</summary>
    public Task RestoreAsync(string file, TestDatabase database) =>
        RunAsync(Restore, database, "--no-owner", "--exit-on-error", $"--dbname={Of(database).Database}", file);

    private static NpgsqlConnectionStringBuilder Of(TestDatabase database) => new(database.ConnectionString);

    private async Task RunAsync(string program, TestDatabase database, params string[] arguments)
    {
        var connection = Of(database);
        var start = new ProcessStartInfo(Path.Combine(_folder, program), arguments) { RedirectStandardError = true };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        if (program == Dump)
        {
            start.Environment["PGDATABASE"] = connection.Database;
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, errors);
    }
}
