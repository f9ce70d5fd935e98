using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Meeco.Server.Http;
using Meeco.Wire;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>
/// The bytes of uploaded files, on disk under the data folder. Every name is made here, from row keys and digests. A blob
/// is a folder of its blocks: they are staged one by one, and one rename of the folder makes the whole of them the blob,
/// without copying a byte. Nothing is kept in this process, so several instances can share the folder.
/// </summary>
internal sealed class BlobStore(IOptions<ServerOptions> options)
{
    /// <summary>The folder in the data folder.</summary>
    public const string Folder = "blobs";

    private const int CopyBufferLength = 128 * 1024;

    private string Root => Path.Combine(options.Value.Data, Folder);

    private string Arriving => Path.Combine(Root, "arriving");

    private string Staging => Path.Combine(Root, "staged");

    /// <summary>What a block is known by in its blob's folder.</summary>
    public static UInt128 NameOf(string blockId) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(blockId)));

    /// <summary>Makes the place for a new blob's blocks. Only here: a block that comes late must not find a place again.</summary>
    public void Open(long key)
    {
        Directory.CreateDirectory(Arriving);
        Directory.CreateDirectory(Staged(key));
    }

    /// <summary>Takes in one block; it replaces one of the same id, and until it is whole it is nowhere.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="blockId">The id that its uploader gave it.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="byteSize">How many bytes the whole blob was announced with.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">409: the blob is complete or gone. 413: the block is too large. 422: more bytes or blocks than can be.</exception>
    public async Task StageAsync(long key, string blockId, Stream body, long byteSize, CancellationToken cancel)
    {
        var name = BlobBlock.FileNameOf(NameOf(blockId));
        var room = byteSize - RoomTakenBy(key, except: name);
        var part = Path.Combine(Arriving, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                await CopyAsync(body, file, room, cancel);

                // Whoever was told that a block is in must find it after a power cut.
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            File.Move(part, Path.Combine(Staged(key), name), overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            throw Closed();
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Makes staged blocks a blob; the others of it go. Done again, it finds it done.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="names">The blocks in their order.</param>
    /// <param name="byteSize">How many bytes they must have together.</param>
    /// <returns>The blocks with their sizes.</returns>
    /// <exception cref="RefusedException">409: the blob is gone. 422: a block is not there, or the size is not the announced one.</exception>
    public IReadOnlyList<BlobBlock> Keep(long key, IReadOnlyList<UInt128> names, long byteSize)
    {
        var staged = new DirectoryInfo(Staged(key));
        var kept = new DirectoryInfo(Kept(key));
        if (!staged.Exists && !kept.Exists)
        {
            throw Closed();
        }

        var blocks = Measure(staged.Exists ? staged : kept, names);
        var sum = blocks.Sum(block => block.Length);
        if (sum != byteSize)
        {
            throw Refuse.Invalid("blob.byte_size", $"{byteSize} bytes were announced, and {sum} came.");
        }

        if (staged.Exists)
        {
            var wanted = names.Select(BlobBlock.FileNameOf).ToHashSet();
            foreach (var file in staged.EnumerateFiles().Where(file => !wanted.Contains(file.Name)))
            {
                file.Delete();
            }

            kept.Parent!.Create();
            staged.MoveTo(kept.FullName);
        }

        return blocks;
    }

    /// <summary>Opens a blob for reading at any place.</summary>
    public Stream OpenRead(long key, IReadOnlyList<BlobBlock> blocks) => new BlockStream(Kept(key), blocks);

    /// <summary>Deletes all bytes of a blob, complete or not.</summary>
    /// <exception cref="IOException">Something could not be deleted.</exception>
    public void Delete(long key)
    {
        foreach (var folder in new[] { Staged(key), Kept(key) }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Deletes what a process that was killed left half received.</summary>
    /// <param name="olderThan">What is younger may be in work at another instance.</param>
    public void DeleteAbandoned(DateTimeOffset olderThan)
    {
        if (!Directory.Exists(Arriving))
        {
            return;
        }

        foreach (var part in new DirectoryInfo(Arriving).EnumerateFiles().Where(part => part.LastWriteTimeUtc < olderThan.UtcDateTime))
        {
            part.Delete();
        }
    }

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

    private static RefusedException Closed() =>
        Refuse.Conflict(ErrorCodes.UploadClosed, "This upload is complete already, or was given up.");

    private string Staged(long key) => Path.Combine(Staging, FormattableString.Invariant($"{key:x}"));

    // 256 folders, so that none becomes too long to search.
    private string Kept(long key) =>
        Path.Combine(Root, "kept", FormattableString.Invariant($"{key & 0xFF:x2}"), FormattableString.Invariant($"{key:x}"));

    private long RoomTakenBy(long key, string except)
    {
        var staged = new DirectoryInfo(Staged(key));
        if (!staged.Exists)
        {
            throw Closed();
        }

        var (count, taken) = (0, 0L);
        foreach (var block in staged.EnumerateFiles().Where(block => block.Name != except))
        {
            count++;
            taken += block.Length;
        }

        return count < options.Value.MaxBlocksPerBlob
            ? taken
            : throw Refuse.Invalid("blockid", $"A file has at most {options.Value.MaxBlocksPerBlob} blocks.");
    }

    private async Task CopyAsync(Stream body, FileStream file, long room, CancellationToken cancel)
    {
        var most = options.Value.MaxBlockSize;
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBufferLength);
        try
        {
            var copied = 0L;
            int read;
            while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            {
                copied += read;
                if (copied > most)
                {
                    throw new RefusedException(
                        StatusCodes.Status413PayloadTooLarge, ErrorCodes.PayloadTooLarge, $"A block has at most {most} bytes.");
                }

                if (copied > room)
                {
                    throw Refuse.Invalid("blob.byte_size", "There are more bytes than were announced.");
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            if (copied == 0)
            {
                throw Refuse.BadRequest("body", "A block has at least one byte.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static BlobBlock[] Measure(DirectoryInfo folder, IReadOnlyList<UInt128> names)
    {
        var sizes = folder.EnumerateFiles().ToDictionary(file => file.Name, file => file.Length);
        return
        [
            .. names.Select(name => sizes.TryGetValue(BlobBlock.FileNameOf(name), out var size)
                ? new BlobBlock(name, size)
                : throw Refuse.Invalid("blocklist", "A block of the list was not uploaded.")),
        ];
    }
}
