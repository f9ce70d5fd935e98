using System.Text;

namespace Meeco;

/// <summary>Collects text that may hold secrets in buffers that are zeroed when they are left behind.</summary>
internal sealed class ZeroedTextWriter : TextWriter
{
    private char[] _text = GC.AllocateUninitializedArray<char>(4096, pinned: true);
    private int _length;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (_length == _text.Length)
        {
            var larger = GC.AllocateUninitializedArray<char>(_text.Length * 2, pinned: true);
            _text.CopyTo(larger, 0);
            Array.Clear(_text);
            _text = larger;
        }

        _text[_length++] = value;
    }

    /// <summary>The text so far, as UTF-8.</summary>
    /// <returns>Pinned bytes that the caller zeroes.</returns>
    public byte[] ToUtf8()
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(_text, 0, _length), pinned: true);
        Encoding.UTF8.GetBytes(_text.AsSpan(0, _length), bytes);
        return bytes;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Array.Clear(_text);
        base.Dispose(disposing);
    }
}
