using System.Buffers.Binary;

namespace Meeco.Server.Storage;

/// <summary>
/// Makes the ids that leave the server: the AES-encrypted block of (kind, key, ordinal, zero check bits), written as a
/// lower-case UUID (docs/RULES.md 9). They tell nothing, cannot be guessed, and need neither column nor index. A text that
/// does not decode names nothing.
/// </summary>
internal sealed class PublicIds : IDisposable
{
    private const int KeyBits = 56;
    private const long MaxKey = (1L << KeyBits) - 1;
    private const long MaxMilliseconds = (1L << 48) - 1;

    // A page of items names its owner, templates, nodes and each item many times over; as many ids as such a page has find their place.
    private const int Remembered = 1 << 12;

    private readonly Sealed?[] _remembered = new Sealed?[Remembered];
    private readonly SingleBlocks _blocks;

    public PublicIds(ServerSecrets secrets) => _blocks = new SingleBlocks(secrets[ServerSecrets.PublicIdKey]);

    /// <summary>The public id of a row, or of one slot of a received item.</summary>
    public string Encode(IdKind kind, long key, int ordinal = 0) => Seal(kind, key, TailOf(ordinal));

    /// <summary>The public id of a row that may be absent.</summary>
    public string? Encode(IdKind kind, long? key) => key is { } value ? Encode(kind, value) : null;

    /// <summary>Makes ids together that are about to be written: made one by one, each costs several times as much.</summary>
    public void Prepare(IEnumerable<PublicId> ids)
    {
        var wanted = ids.Select(id => (Head: HeadOf(id.Kind, id.Key), Tail: TailOf(id.Ordinal))).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        Span<byte> blocks = new byte[wanted.Count * SingleBlocks.Size];
        foreach (var (index, (head, tail)) in wanted.Index())
        {
            Write(blocks.Slice(index * SingleBlocks.Size, SingleBlocks.Size), head, tail);
        }

        _blocks.Encrypt(blocks);
        foreach (var (index, (head, tail)) in wanted.Index())
        {
            Volatile.Write(ref Place(head, tail), new Sealed(head, tail, Text(blocks.Slice(index * SingleBlocks.Size, SingleBlocks.Size))));
        }
    }

    /// <summary>What the text names; null when it is no id of this server.</summary>
    public PublicId? Decode(string? text) =>
        TryOpen(text, out var kind, out var key, out var tail) && kind != IdKind.Cursor && (uint)tail == 0
            ? new PublicId(kind, key, (int)(tail >> 32))
            : null;

    /// <summary>The row key that the text names; null unless it is an id of that kind.</summary>
    public long? Decode(string? text, IdKind kind) =>
        Decode(text) is { } id && id.Kind == kind && id.Ordinal == 0 ? id.Key : null;

    /// <summary>A place in a list as an opaque text.</summary>
    public string EncodeCursor(Cursor cursor) =>
        Seal(IdKind.Cursor, cursor.Key, (ulong)cursor.CreatedAt.ToUnixTimeMilliseconds());

    /// <summary>The place that the text names; null when it is none, and the list starts at its beginning (docs/WIRE.md 9.19).</summary>
    public Cursor? DecodeCursor(string? text) =>
        TryOpen(text, out var kind, out var key, out var tail) && kind == IdKind.Cursor && tail <= MaxMilliseconds
            ? new Cursor(DateTimeOffset.FromUnixTimeMilliseconds((long)tail), key)
            : null;

    public void Dispose() => _blocks.Dispose();

    private static ulong HeadOf(IdKind kind, long key)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key, MaxKey);
        return ((ulong)kind << KeyBits) | (ulong)key;
    }

    private static ulong TailOf(int ordinal) => (ulong)(uint)ordinal << 32;

    private static void Write(Span<byte> block, ulong head, ulong tail)
    {
        BinaryPrimitives.WriteUInt64BigEndian(block, head);
        BinaryPrimitives.WriteUInt64BigEndian(block[8..], tail);
    }

    private static string Text(ReadOnlySpan<byte> block) => new Guid(block, bigEndian: true).ToString("D");

    private ref Sealed? Place(ulong head, ulong tail) => ref _remembered[HashCode.Combine(head, tail) & (Remembered - 1)];

    private string Seal(IdKind kind, long key, ulong tail)
    {
        var head = HeadOf(kind, key);
        ref var place = ref Place(head, tail);
        var known = Volatile.Read(ref place);
        if (known is null || known.Head != head || known.Tail != tail)
        {
            Span<byte> block = stackalloc byte[SingleBlocks.Size];
            Write(block, head, tail);
            _blocks.Encrypt(block);
            known = new Sealed(head, tail, Text(block));
            Volatile.Write(ref place, known);
        }

        return known.Id;
    }

    private bool TryOpen(string? text, out IdKind kind, out long key, out ulong tail)
    {
        (kind, key, tail) = (default, 0, 0);
        if (!Guid.TryParseExact(text, "D", out var guid))
        {
            return false;
        }

        Span<byte> block = stackalloc byte[SingleBlocks.Size];
        guid.TryWriteBytes(block, bigEndian: true, out _);
        _blocks.Decrypt(block);

        var head = BinaryPrimitives.ReadUInt64BigEndian(block);
        kind = (IdKind)(head >> KeyBits);
        key = (long)(head & MaxKey);
        tail = BinaryPrimitives.ReadUInt64BigEndian(block[8..]);
        return Enum.IsDefined(kind) && key > 0;
    }

    private sealed record Sealed(ulong Head, ulong Tail, string Id);
}
