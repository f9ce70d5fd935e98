using System.Buffers.Binary;
using System.Text;

namespace Meeco.Cryptography;

/// <summary>Writes the flat BSON documents of cryppo, element by element, in the order of the calls.</summary>
internal ref struct BsonWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _length = 4;

    public void WriteBinary(string name, ReadOnlySpan<byte> value)
    {
        WriteHead(0x05, name);
        WriteInt32(value.Length);
        _target[_length++] = 0;
        value.CopyTo(_target[_length..]);
        _length += value.Length;
    }

    public void WriteText(string name, string value)
    {
        WriteHead(0x02, name);
        WriteInt32(Encoding.UTF8.GetByteCount(value) + 1);
        WriteCString(value);
    }

    public void WriteNumber(string name, int value)
    {
        WriteHead(0x10, name);
        WriteInt32(value);
    }

    /// <returns>The number of bytes of the whole document.</returns>
    public int Finish()
    {
        _target[_length++] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(_target, _length);
        return _length;
    }

    private void WriteHead(byte type, string name)
    {
        _target[_length++] = type;
        WriteCString(name);
    }

    private void WriteCString(string text)
    {
        _length += Encoding.UTF8.GetBytes(text, _target[_length..]);
        _target[_length++] = 0;
    }

    private void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_target[_length..], value);
        _length += 4;
    }
}
