using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Meeco.Server.Attachments;

/// <summary>Packs the blocks of a blob into one column: a file of 2 GB has 2048 of them, and 24 bytes name each.</summary>
internal sealed class BlobBlocksConverter() : ValueConverter<IReadOnlyList<BlobBlock>, byte[]>(
    blocks => Pack(blocks),
    packed => Unpack(packed))
{
    private const int NameLength = 16;
    private const int EntryLength = NameLength + sizeof(long);

    private static byte[] Pack(IReadOnlyList<BlobBlock> blocks)
    {
        var packed = new byte[blocks.Count * EntryLength];
        for (var index = 0; index < blocks.Count; index++)
        {
            var entry = packed.AsSpan(index * EntryLength, EntryLength);
            BinaryPrimitives.WriteUInt128BigEndian(entry, blocks[index].Name);
            BinaryPrimitives.WriteInt64BigEndian(entry[NameLength..], blocks[index].Length);
        }

        return packed;
    }

    private static BlobBlock[] Unpack(byte[] packed)
    {
        var blocks = new BlobBlock[packed.Length / EntryLength];
        for (var index = 0; index < blocks.Length; index++)
        {
            var entry = packed.AsSpan(index * EntryLength, EntryLength);
            blocks[index] = new BlobBlock(
                BinaryPrimitives.ReadUInt128BigEndian(entry),
                BinaryPrimitives.ReadInt64BigEndian(entry[NameLength..]));
        }

        return blocks;
    }
}

/// <summary>The list is set once, so being the same object is being unchanged.</summary>
internal sealed class BlobBlocksComparer() : ValueComparer<IReadOnlyList<BlobBlock>>(
    (one, other) => ReferenceEquals(one, other),
    blocks => blocks.Count,
    blocks => blocks);
