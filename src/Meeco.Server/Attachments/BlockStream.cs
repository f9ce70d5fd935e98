namespace Meeco.Server.Attachments;

/// <summary>Reads the blocks of a blob as one file. One block is open at a time.</summary>
internal sealed class BlockStream : Stream
{
    private readonly IReadOnlyList<BlobBlock> _blocks;
    private readonly Func<BlobBlock, long, CancellationToken, ValueTask<Stream>> _open;
    private readonly long[] _ends;
    private Stream? _current;
    private long _currentPosition = -1;
    private long _currentEnd = -1;

    /// <param name="blocks">The blocks in their order.</param>
    /// <param name="open">Opens a block at a place in it; the stream is read forwards only.</param>
    public BlockStream(IReadOnlyList<BlobBlock> blocks, Func<BlobBlock, long, CancellationToken, ValueTask<Stream>> open)
    {
        _blocks = blocks;
        _open = open;
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

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        if (_current is null || _currentPosition != Position || Position == _currentEnd)
        {
            await OpenAsync(cancellationToken);
        }

        var left = (int)Math.Min(buffer.Length, _currentEnd - Position);
        var read = await _current!.ReadAsync(buffer[..left], cancellationToken);

        // What is too short would else look like the end, and be taken for a whole file.
        if (read == 0)
        {
            throw new EndOfStreamException("A stored block is shorter than it was.");
        }

        _currentPosition = Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only read without blocking.");

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

    public override async ValueTask DisposeAsync()
    {
        if (_current is not null)
        {
            await _current.DisposeAsync();
            _current = null;
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask OpenAsync(CancellationToken cancel)
    {
        if (_current is not null)
        {
            await _current.DisposeAsync();
            _current = null;
        }

        // The first block that ends behind the position.
        var found = Array.BinarySearch(_ends, Position + 1);
        var index = found >= 0 ? found : ~found;
        _currentEnd = _ends[index];
        _currentPosition = Position;
        _current = await _open(_blocks[index], _blocks[index].Length - (_currentEnd - Position), cancel);
    }
}
