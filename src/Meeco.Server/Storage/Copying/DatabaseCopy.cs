using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Storage.Copying;

/// <summary>
/// Copies an installation's database into another, of whichever provider. A copy that broke off goes on where it was, for
/// rows are stored in the order of their keys, many in a transaction. Before the new database may be used, every row of it
/// is compared with the row it was made from.
/// </summary>
/// <param name="output">Where it says how far it is.</param>
internal sealed class DatabaseCopy(TextWriter output)
{
    private const int RowsPerWrite = 500;
    private const int BytesPerWrite = 4 << 20;

    /// <summary>Copies what is missing, and compares all.</summary>
    /// <exception cref="StorageException">The source cannot be copied, or not there; or the two are not the same in the end.</exception>
    public async Task RunAsync(DatabaseAddress from, DatabaseAddress to, CancellationToken cancel)
    {
        if (from.ConnectionString == to.ConnectionString)
        {
            throw new StorageException("A database is not copied onto itself.");
        }

        await using var sourceDb = await OpenSourceAsync(from, cancel);
        await using var targetDb = to.Open();
        await DatabaseMigration.ApplyAsync(targetDb, cancel);
        var tables = CopyTable.Of(sourceDb);
        var source = await CopyEnd.OpenAsync(sourceDb, cancel);
        var target = await CopyEnd.OpenAsync(targetDb, cancel);
        await source.FreezeAsync(tables, cancel);
        var mark = await MarkAsync(sourceDb, source, tables, target, targetDb, to, cancel);

        foreach (var table in tables)
        {
            await CopyAsync(table, source, target, cancel);
        }

        foreach (var table in tables)
        {
            await CompareAsync(table, source, target, cancel);
        }

        await output.WriteLineAsync("All rows are the same.");
        targetDb.Remove(mark);
        await targetDb.SaveChangesAsync(cancel);
    }

    /// <summary>Makes sure that no copy into this database has broken off.</summary>
    /// <exception cref="StorageException">One has.</exception>
    public static async Task RequireFinishedAsync(MeecoDb db, DatabaseAddress address, CancellationToken cancel)
    {
        if (await db.Set<CopyMark>().AnyAsync(cancel))
        {
            throw new StorageException($"The copy into {address} was not finished. Run the same 'copy' again: it goes on where it was.");
        }
    }

    private static async Task<MeecoDb> OpenSourceAsync(DatabaseAddress from, CancellationToken cancel)
    {
        if (from.File is { } file && !File.Exists(file))
        {
            throw new StorageException($"There is no database in {from}.");
        }

        var db = from.Open();
        try
        {
            await DatabaseMigration.RequireAsync(db, from, cancel);
            await RequireFinishedAsync(db, from, cancel);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private static async Task<CopyMark> MarkAsync(
        MeecoDb sourceDb,
        CopyEnd source,
        IReadOnlyList<CopyTable> tables,
        CopyEnd target,
        MeecoDb targetDb,
        DatabaseAddress to,
        CancellationToken cancel)
    {
        var secrets = tables.Single(table => table.Name == sourceDb.Model.FindEntityType(typeof(ServerSecret))!.GetTableName());
        var known = await targetDb.Set<CopyMark>().SingleOrDefaultAsync(cancel);
        var fingerprint = await FingerprintAsync(secrets, source, cancel);
        if (known is not null)
        {
            return known.Source.AsSpan().SequenceEqual(fingerprint)
                ? known
                : throw new StorageException($"The copy of another database into {to} was not finished. Choose an empty one.");
        }

        foreach (var table in tables)
        {
            if (await target.LastAsync(table, cancel) is not null)
            {
                throw new StorageException($"There are rows of '{table.Name}' in {to} already. Choose an empty database.");
            }
        }

        var mark = new CopyMark { Source = fingerprint };
        targetDb.Add(mark);
        await targetDb.SaveChangesAsync(cancel);
        return mark;
    }

    // The server's own keys are made once, and nothing else is so much a database's own.
    private static async Task<byte[]> FingerprintAsync(CopyTable secrets, CopyEnd source, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var row in source.ReadAsync(secrets, after: null, cancel))
        {
            foreach (var value in row.OfType<byte[]>())
            {
                hash.AppendData(value);
            }
        }

        return hash.GetHashAndReset();
    }

    private async Task CopyAsync(CopyTable table, CopyEnd source, CopyEnd target, CancellationToken cancel)
    {
        var last = await target.LastAsync(table, cancel);
        if (last is null || table.IsOrdered)
        {
            var copied = 0L;
            var rows = new List<object?[]>();
            var bytes = 0;
            await foreach (var row in source.ReadAsync(table, last, cancel))
            {
                rows.Add(row);
                bytes += row.Sum(Size);
                if (table.IsOrdered && (rows.Count == RowsPerWrite || bytes >= BytesPerWrite))
                {
                    await target.WriteAsync(table, rows, cancel);
                    copied += rows.Count;
                    (rows, bytes) = ([], 0);
                }
            }

            await target.WriteAsync(table, rows, cancel);
            copied += rows.Count;
            await output.WriteLineAsync($"{table.Name}: {copied.ToString(CultureInfo.InvariantCulture)} rows copied.");
        }

        if (table.GivesKeys && await source.LastKeyAsync(table, cancel) is { } key)
        {
            // Keys are in ids that were given out: one that a removed row had must not come again.
            await target.SetLastKeyAsync(table, key, cancel);
        }
    }

    private static int Size(object? value) => value switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        _ => sizeof(long),
    };

    private static async Task CompareAsync(CopyTable table, CopyEnd source, CopyEnd target, CancellationToken cancel)
    {
        var copies = target.ReadAsync(table, after: null, cancel).GetAsyncEnumerator(cancel);
        await using (copies)
        {
            await foreach (var row in source.ReadAsync(table, after: null, cancel))
            {
                if (!await copies.MoveNextAsync() || !row.Zip(copies.Current).All(pair => Same(pair.First, pair.Second)))
                {
                    throw Different(table, row);
                }
            }

            if (await copies.MoveNextAsync())
            {
                throw Different(table, copies.Current);
            }
        }
    }

    private static bool Same(object? one, object? other) => one is byte[] bytes && other is byte[] others
        ? bytes.AsSpan().SequenceEqual(others)
        : Equals(one, other);

    private static StorageException Different(CopyTable table, object?[] row) => new(
        $"The row {string.Join('/', row.Take(table.KeyCount))} of '{table.Name}' is not the same in both: the source was changed since a "
        + "copy began. Remove the new database and copy again.");
}
