using System.Buffers;
using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Attachments;

/// <summary>What every store asks of the blocks that it takes in.</summary>
internal static class BlockIntake
{
    private const int CopyBufferLength = 128 * 1024;

    /// <summary>409: there is no place for blocks of this blob (any more).</summary>
    public static RefusedException Closed() =>
        Refuse.Conflict(ErrorCodes.UploadClosed, "This upload is complete already, or was given up.");

    /// <summary>How many bytes the other blocks of a blob have.</summary>
    /// <exception cref="RefusedException">422: there is none to be added.</exception>
    public static long RoomTaken(IEnumerable<long> otherBlocks, int mostBlocks)
    {
        var (count, taken) = (0, 0L);
        foreach (var length in otherBlocks)
        {
            count++;
            taken += length;
        }

        return count < mostBlocks ? taken : throw Refuse.Invalid("blockid", $"A file has at most {mostBlocks} blocks.");
    }

    /// <summary>Copies the body of a block.</summary>
    /// <param name="body">The bytes as they come.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="most">How many a block may have.</param>
    /// <param name="room">How many the blob has left of those that were announced.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">400: there is no byte. 413: the block is too large. 422: more than announced.</exception>
    public static async Task CopyAsync(Stream body, Stream target, long most, long room, CancellationToken cancel)
    {
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

                await target.WriteAsync(buffer.AsMemory(0, read), cancel);
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

    /// <summary>The blocks of a list with the sizes that they were staged with.</summary>
    /// <exception cref="RefusedException">422: one was not uploaded, or they are not as long together as announced.</exception>
    public static IReadOnlyList<BlobBlock> Measure(IReadOnlyDictionary<string, long> sizes, IReadOnlyList<UInt128> names, long byteSize)
    {
        BlobBlock[] blocks =
        [
            .. names.Select(name => sizes.TryGetValue(BlobBlock.FileNameOf(name), out var size)
                ? new BlobBlock(name, size)
                : throw Refuse.Invalid("blocklist", "A block of the list was not uploaded.")),
        ];
        var sum = blocks.Sum(block => block.Length);
        return sum == byteSize
            ? blocks
            : throw Refuse.Invalid("blob.byte_size", $"{byteSize} bytes were announced, and {sum} came.");
    }
}
