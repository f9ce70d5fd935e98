using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>
/// Keeps the bytes on disk under the data folder. Every name is made here, from row keys and digests. A blob
/// is a folder of its blocks: they are staged one by one, and one rename of the folder makes the whole of them the blob,
/// without copying a byte. Nothing is kept in this process, so several instances can share the folder.
/// </summary>
internal sealed class FolderBlobStore(IOptions<ServerOptions> options) : IBlobStore
{
    /// <summary>The folder in the data folder.</summary>
    public const string Folder = "blobs";

    /// <summary>The file that says whose blobs these are.</summary>
    public const string OwnerFile = "installation";

    private const string Complete = "kept";

    private string Root => Path.Combine(options.Value.Data, Folder);

    private string Arriving => Path.Combine(Root, "arriving");

    private string Staging => Path.Combine(Root, "staged");

    private string Keeping => Path.Combine(Root, Complete);

    /// <inheritdoc/>
    public async Task ClaimAsync(string installation, CancellationToken cancel)
    {
        Directory.CreateDirectory(Root);
        var owner = Path.Combine(Root, OwnerFile);
        if (!File.Exists(owner))
        {
            var draft = Path.Combine(Root, $"{OwnerFile}.{Guid.NewGuid():N}");
            await File.WriteAllTextAsync(draft, installation, cancel);
            try
            {
                File.Move(draft, owner);
            }
            catch (IOException) when (File.Exists(owner))
            {
                // Another instance came first; what it wrote is what counts.
                File.Delete(draft);
            }
        }

        if (await File.ReadAllTextAsync(owner, cancel) != installation)
        {
            throw new ForeignBlobStoreException($"the folder {Root}");
        }
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancel)
    {
        // A folder that is gone is not made anew: the files would still be missing.
        if (!File.Exists(Path.Combine(Root, OwnerFile)))
        {
            throw new BlobStoreUnavailableException("The folder of the files is not there.", fault: null);
        }

        await using var probe = new FileStream(
            Path.Combine(Root, $"probe-{Guid.NewGuid():N}"),
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await probe.WriteAsync(new byte[1], cancel);
    }

    /// <inheritdoc/>
    public async Task OpenAsync(long key, CancellationToken cancel)
    {
        // Row keys come again after a restored back-up, and bytes under this one would belong to nobody.
        await DeleteAsync(key, cancel);
        Directory.CreateDirectory(Arriving);
        Directory.CreateDirectory(Staged(key));
    }

    /// <inheritdoc/>
    public async Task StageAsync(long key, string blockId, Stream body, long byteSize, CancellationToken cancel)
    {
        var name = BlobBlock.FileNameOf(BlobBlock.NameOf(blockId));
        var room = byteSize - RoomTakenBy(key, except: name);
        var part = Path.Combine(Arriving, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                await BlockIntake.CopyAsync(body, file, options.Value.MaxBlockSize, room, cancel);

                // Whoever was told that a block is in must find it after a power cut.
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            File.Move(part, Path.Combine(Staged(key), name), overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            throw BlockIntake.Closed();
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BlobBlock>> KeepAsync(long key, IReadOnlyList<UInt128> names, long byteSize, CancellationToken cancel)
    {
        var sizes = SizesIn(Staged(key)) ?? SizesIn(Kept(key)) ?? throw BlockIntake.Closed();
        var blocks = BlockIntake.Measure(sizes, names, byteSize);
        Directory.CreateDirectory(Path.GetDirectoryName(Kept(key))!);
        try
        {
            Directory.Move(Staged(key), Kept(key));
        }
        catch (DirectoryNotFoundException) when (Directory.Exists(Kept(key)))
        {
            // A repetition: it was moved before.
        }

        return Task.FromResult(blocks);
    }

    /// <inheritdoc/>
    public Task TidyAsync(long key, IReadOnlyList<BlobBlock> blocks, CancellationToken cancel)
    {
        var wanted = blocks.Select(block => block.FileName).ToHashSet();
        foreach (var file in new DirectoryInfo(Kept(key)).EnumerateFiles().Where(file => !wanted.Contains(file.Name)))
        {
            file.Delete();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Stream OpenRead(long key, IReadOnlyList<BlobBlock> blocks)
    {
        var folder = Kept(key);
        return new BlockStream(blocks, (block, start, _) =>
        {
            var file = new FileStream(
                Path.Combine(folder, block.FileName),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                bufferSize: 0,
                FileOptions.Asynchronous)
            {
                Position = start,
            };
            return ValueTask.FromResult<Stream>(file);
        });
    }

    /// <inheritdoc/>
    public Task DeleteAsync(long key, CancellationToken cancel)
    {
        foreach (var folder in new[] { Staged(key), Kept(key) }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAbandonedAsync(DateTimeOffset olderThan, CancellationToken cancel)
    {
        if (Directory.Exists(Arriving))
        {
            foreach (var part in new DirectoryInfo(Arriving).EnumerateFiles().Where(part => part.LastWriteTimeUtc < olderThan.UtcDateTime))
            {
                part.Delete();
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<long> KeysAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // Nothing to wait for on a disk; other stores have.
        await Task.CompletedTask;
        foreach (var (key, _) in Keyed(FoldersIn(Staging)).Concat(KeptIn(Root)))
        {
            cancel.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    /// <summary>The complete blobs of a store, with the folders of their blocks.</summary>
    /// <param name="root">The folder that is called <see cref="Folder"/>.</param>
    public static IEnumerable<(long Key, string Path)> KeptIn(string root) =>
        Keyed(FoldersIn(Path.Combine(root, Complete)).SelectMany(FoldersIn));

    /// <summary>Deletes all blobs: for data that goes with the server.</summary>
    /// <param name="data">The data folder.</param>
    public static void DeleteAll(string data)
    {
        var root = Path.Combine(data, Folder);
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Dictionary<string, long>? SizesIn(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles().ToDictionary(file => file.Name, file => file.Length);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    private static IEnumerable<(long Key, string Path)> Keyed(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            if (long.TryParse(Path.GetFileName(folder), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key))
            {
                yield return (key, folder);
            }
        }
    }

    private string Staged(long key) => Path.Combine(Staging, FormattableString.Invariant($"{key:x}"));

    // 256 folders, so that none becomes too long to search.
    private string Kept(long key) =>
        Path.Combine(Keeping, FormattableString.Invariant($"{key & 0xFF:x2}"), FormattableString.Invariant($"{key:x}"));

    private long RoomTakenBy(long key, string except)
    {
        var staged = new DirectoryInfo(Staged(key));
        return staged.Exists
            ? BlockIntake.RoomTaken(staged.EnumerateFiles().Where(block => block.Name != except).Select(block => block.Length), options.Value.MaxBlocksPerBlob)
            : throw BlockIntake.Closed();
    }
}
