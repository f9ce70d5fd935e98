using System.Diagnostics;
using System.Globalization;

namespace Meeco.Server.Tests.Fixtures.Databases;

/// <summary>
/// A cluster of PostgreSQL's in a temporary folder, which listens on a socket in that folder alone. The shell that starts it
/// removes it when its input closes, however these tests end.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    // What would make it safe against a loss of power is off: the data go with the run.
    private const string Careless = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300";

    // PostgreSQL does not run as root.
    private const string Script = """
        trap '' INT
        bin=$1 folder=$2 settings=$3
        as=
        if [ "$(id -u)" = 0 ]; then
            user=postgres
            id "$user" >/dev/null 2>&1 || user=nobody
            chown "$user" "$folder"
            as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups --"
        fi
        cd "$folder"
        $as "$bin/initdb" -D "$folder/data" -U meeco -A trust -E UTF8 --locale=C --no-sync >"$folder.log" 2>&1 &&
        $as "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start -o "-k '$folder' -c listen_addresses= $settings" >>"$folder.log" 2>&1 &&
        echo ready || cat "$folder.log" "$folder/log"
        cat >/dev/null
        $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
        cd /
        rm -rf "$folder" "$folder.log"
        """;

    private readonly Process _shell;

    private PostgresCluster(Process shell, string folder)
    {
        _shell = shell;
        ConnectionString = $"Host={folder};Username=meeco;Database=postgres";
    }

    /// <summary>Whether there are programs of PostgreSQL's to start.</summary>
    public static bool IsInstalled => FindBinaries() is not null;

    public string ConnectionString { get; }

    /// <summary>Starts one.</summary>
    /// <param name="settings">What its server is told; null for what suits tests.</param>
    public static async Task<PostgresCluster> StartAsync(string? settings = null)
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException(
            "The tests were told to run on PostgreSQL, and this machine has none: install it (Debian: postgresql), "
            + "or set MEECO_TEST_POSTGRES to the connection string of a server.");
        var folder = Directory.CreateTempSubdirectory("meeco-postgres-").FullName;
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-c", Script, "sh", binaries, folder, settings ?? Careless })
        {
            start.ArgumentList.Add(argument);
        }

        var cluster = new PostgresCluster(Process.Start(start)!, folder);
        var answer = await cluster._shell.StandardOutput.ReadLineAsync();
        if (answer == "ready")
        {
            return cluster;
        }

        cluster._shell.StandardInput.Close();
        var more = await cluster._shell.StandardOutput.ReadToEndAsync();
        await cluster.DisposeAsync();
        throw new InvalidOperationException($"PostgreSQL did not start: {answer}\n{more}");
    }

    /// <summary>Finds programs of PostgreSQL's; Debian keeps them off the path, one folder a version.</summary>
    /// <returns>The folder that has all of them; null where there is none.</returns>
    public static string? FolderOf(params string[] programs)
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian)
            ? Directory.EnumerateDirectories(debian)
                .OrderByDescending(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Select(version => Path.Combine(version, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(versions)
            .FirstOrDefault(folder => programs.All(program => File.Exists(Path.Combine(folder, program))));
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static string? FindBinaries() => FolderOf("initdb", "pg_ctl");
}
