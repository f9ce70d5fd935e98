using Meeco.Server.Attachments;
using Meeco.Server.Operation.Commands;
using Meeco.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Operation.Backup;

/// <summary>
/// Copies an installation on SQLite while a server works on it. The database is copied as it is at one moment, and each file
/// that it names then is in the copy: those that come meanwhile are fetched afterwards, and if one has gone, the database is
/// copied once more. Uploads that were under way are not in it, and begin anew.
/// </summary>
internal sealed class FolderBackup(IOptions<ServerOptions> options, DatabaseAddress address)
{
    private const int Tries = 20;

    /// <summary>Makes the copy.</summary>
    /// <param name="target">A folder that is empty or not there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">The folder holds something, or cannot be written to.</exception>
    public async Task<BackupRow> RunAsync(string target, CancellationToken cancel)
    {
        if (address.File is not { } file)
        {
            throw new StorageException($"{address} is backed up with pg_dump. The command backup is for SQLite.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new IOException($"'{target}' is not empty. Name a new folder for each back-up.");
        }

        StorageSetup.MakeFolder(target);
        var copy = Path.Combine(target, DatabaseAddress.FileName);
        var draft = $"{copy}.part";
        for (var attempt = 1; ; attempt++)
        {
            await CopyFilesAsync(target, cancel);
            File.Delete(draft);
            var wanted = await CopyDatabaseAsync(file, draft, cancel);
            await CopyFilesAsync(target, cancel);
            if (!KeepsFiles || KeysIn(target).IsSupersetOf(wanted))
            {
                RemoveAllBut(wanted, target);
                File.Move(draft, copy);
                return Describe(target, copy);
            }

            if (attempt == Tries)
            {
                throw new IOException("Files go faster than they can be copied. Try again when less is deleted.");
            }
        }
    }

    // Files in a bucket stay there; it has means of its own.
    private bool KeepsFiles => options.Value.S3.Bucket is null;

    private string Blobs => Path.Combine(options.Value.Data, FolderBlobStore.Folder);

    // What is kept never changes, so what is there already is not copied again; what arrives just now is not in the database.
    private async Task CopyFilesAsync(string target, CancellationToken cancel)
    {
        if (!KeepsFiles || !Directory.Exists(Blobs))
        {
            return;
        }

        var folder = Path.Combine(target, FolderBlobStore.Folder);
        StorageSetup.MakeFolder(folder);
        foreach (var own in Directory.EnumerateFiles(Blobs, "*", SearchOption.TopDirectoryOnly))
        {
            await CopyAsync(own, Path.Combine(folder, Path.GetFileName(own)), cancel);
        }

        foreach (var (_, blob) in FolderBlobStore.KeptIn(Blobs))
        {
            await CopyBlobAsync(blob, Path.Combine(folder, Path.GetRelativePath(Blobs, blob)), cancel);
        }
    }

    private static async Task CopyBlobAsync(string blob, string place, CancellationToken cancel)
    {
        if (Directory.Exists(place))
        {
            return;
        }

        // It gets its name when all of it is there.
        var draft = $"{place}.part";
        try
        {
            Directory.CreateDirectory(draft);
            foreach (var block in Directory.EnumerateFiles(blob))
            {
                await CopyAsync(block, Path.Combine(draft, Path.GetFileName(block)), cancel);
            }

            Directory.Move(draft, place);
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException)
        {
            // Deleted meanwhile: the database says whether it is missed.
            Directory.Delete(draft, recursive: true);
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        await using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await source.CopyToAsync(target, cancel);
    }

    /// <returns>The keys of the files that the copy names.</returns>
    private static async Task<HashSet<long>> CopyDatabaseAsync(string file, string draft, CancellationToken cancel)
    {
        await using (var source = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancel))
        {
            await using var copying = source.CreateCommand();
            copying.CommandText = "VACUUM INTO $draft";
            copying.CommandTimeout = 0;
            copying.Parameters.AddWithValue("$draft", draft);
            await copying.ExecuteNonQueryAsync(cancel);
        }

        await using var copy = await OpenAsync(draft, SqliteOpenMode.ReadWrite, cancel);
        await using var check = copy.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        check.CommandTimeout = 0;
        if (await check.ExecuteScalarAsync(cancel) is not "ok")
        {
            throw new IOException("The copy of the database is not whole. Look at the disk.");
        }

        await using var command = copy.CreateCommand();
        command.CommandText = $"SELECT \"{nameof(AttachmentBlob.Key)}\" FROM \"{nameof(MeecoDb.AttachmentBlobs)}\" "
            + $"WHERE \"{nameof(AttachmentBlob.Blocks)}\" IS NOT NULL "
            + $"AND (\"{nameof(AttachmentBlob.ExpiresAt)}\" IS NULL OR \"{nameof(AttachmentBlob.ExpiresAt)}\" > $now)";
        command.Parameters.AddWithValue("$now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var keys = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            keys.Add(reader.GetInt64(0));
        }

        return keys;
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancel)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    private static HashSet<long> KeysIn(string target) =>
        [.. BlobsIn(target).Select(blob => blob.Key)];

    private static void RemoveAllBut(HashSet<long> wanted, string target)
    {
        foreach (var surplus in BlobsIn(target).Where(blob => !wanted.Contains(blob.Key)).ToList())
        {
            Directory.Delete(surplus.Path, recursive: true);
        }
    }

    private static IEnumerable<(long Key, string Path)> BlobsIn(string target) =>
        FolderBlobStore.KeptIn(Path.Combine(target, FolderBlobStore.Folder));

    private static BackupRow Describe(string target, string copy)
    {
        var files = BlobsIn(target).ToList();
        return new BackupRow(
            Path.GetFullPath(target),
            new FileInfo(copy).Length,
            files.Count,
            files.SelectMany(blob => Directory.EnumerateFiles(blob.Path)).Sum(block => new FileInfo(block).Length));
    }
}
