namespace Meeco;

/// <summary>Reads characters that somebody else owns and zeroes.</summary>
/// <param name="text">The characters.</param>
internal sealed class CharacterReader(ReadOnlyMemory<char> text) : TextReader
{
    private int _position;

    /// <inheritdoc/>
    public override int Peek() => _position < text.Length ? text.Span[_position] : -1;

    /// <inheritdoc/>
    public override int Read() => _position < text.Length ? text.Span[_position++] : -1;

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        var count = Math.Min(buffer.Length, text.Length - _position);
        text.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));
}
