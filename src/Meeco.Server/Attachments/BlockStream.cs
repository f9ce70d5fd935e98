using Microsoft.Win32.SafeHandles;

namespace Meeco.Server.Attachments;

/// <summary>Reads the blocks of a blob as one file. One block is open at a time.</summary>
internal sealed class BlockStream : Stream
{
    private readonly string _folder;
    private readonly IReadOnlyList<BlobBlock> _blocks;
    private readonly long[] _ends;
    private SafeFileHandle? _open;
    private int _openIndex = -1;

    /// <param name="folder">Where the blocks are.</param>
    /// <param name="blocks">The blocks in their order.</param>
    public BlockStream(string folder, IReadOnlyList<BlobBlock> blocks)
    {
        _folder = folder;
        _blocks = blocks;
        _ends = new long[blocks.Count];
        for (var index = 0; index < blocks.Count; index++)
        {
            Length += blocks[index].Length;
            _ends[index] = Length;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        var (handle, start, left) = Find();
        return Advance(RandomAccess.Read(handle, buffer[..(int)Math.Min(buffer.Length, left)], start));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        var (handle, start, left) = Find();
        return Advance(await RandomAccess.ReadAsync(handle, buffer[..(int)Math.Min(buffer.Length, left)], start, cancellationToken));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch
        {
            SeekOrigin.Current => Position,
            SeekOrigin.End => Length,
            _ => 0,
        };
        return target >= 0 ? Position = target : throw new IOException("There is nothing before the beginning.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _open?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The block at the position, the place in it, and how much of it follows.</summary>
    private (SafeFileHandle Handle, long Start, long Left) Find()
    {
        // The first block that ends behind the position.
        var found = Array.BinarySearch(_ends, Position + 1);
        var index = found >= 0 ? found : ~found;
        var left = _ends[index] - Position;
        if (index != _openIndex)
        {
            _open?.Dispose();
            _open = File.OpenHandle(
                Path.Combine(_folder, _blocks[index].FileName),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                FileOptions.Asynchronous);
            _openIndex = index;
        }

        return (_open!, _blocks[index].Length - left, left);
    }

    private int Advance(int read)
    {
        // What is too short would else look like the end, and be taken for a whole file.
        if (read == 0)
        {
            throw new EndOfStreamException("A stored block is shorter than it was.");
        }

        Position += read;
        return read;
    }
}
