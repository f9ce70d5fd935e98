using System.Buffers.Binary;
using System.Text;

namespace Meeco.Cryptography;

/// <summary>
/// Walks the elements of one BSON document without recursion and without allocating more than it reads: nested
/// documents are stepped over by their length. Every length is checked against what is really there.
/// </summary>
internal ref struct BsonReader
{
    private const int EmptyDocumentLength = 5;

    private ReadOnlySpan<byte> _rest;

    /// <exception cref="CryppoFormatException">The frame of the document is wrong.</exception>
    public BsonReader(ReadOnlySpan<byte> document)
    {
        if (document.Length < EmptyDocumentLength
            || BinaryPrimitives.ReadInt32LittleEndian(document) != document.Length
            || document[^1] != 0)
        {
            throw Malformed("the BSON document has a wrong length or no end");
        }

        _rest = document[4..^1];
        Name = string.Empty;
    }

    public string Name { get; private set; }

    /// <summary>
    /// The element's value: bytes, a text, or a number; <see langword="null"/> for every other BSON type.
    /// </summary>
    public object? Value { get; private set; }

    /// <returns>Whether there was another element.</returns>
    /// <exception cref="CryppoFormatException">The element is cut short, or of an unknown type.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var type = _rest[0];
        var nameLength = _rest[1..].IndexOf((byte)0);
        if (nameLength < 0)
        {
            throw Malformed("a BSON name has no end");
        }

        Name = Encoding.Latin1.GetString(_rest.Slice(1, nameLength));
        _rest = _rest[(nameLength + 2)..];
        Value = type switch
        {
            0x01 => BinaryPrimitives.ReadDoubleLittleEndian(Take(8)),
            0x02 => ReadText(),
            0x03 or 0x04 => Skip(ReadLength(atLeast: EmptyDocumentLength) - 4),
            0x05 => ReadBinary(),
            0x06 or 0x0A => null,
            0x07 => Skip(12),
            0x08 => Skip(1),
            0x09 or 0x11 => Skip(8),
            0x10 => (double)BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
            0x12 => (double)BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
            0x13 => Skip(16),
            _ => throw Malformed("a BSON element has an unknown type"),
        };
        return true;
    }

    private string ReadText()
    {
        var bytes = Take(ReadLength(atLeast: 1));
        if (bytes[^1] != 0)
        {
            throw Malformed("a BSON text has no end");
        }

        return StrictUtf8.TryGetString(bytes[..^1]) ?? throw Malformed("a BSON text is not UTF-8");
    }

    private byte[] ReadBinary()
    {
        var length = ReadLength(atLeast: 0);
        if (Take(1)[0] != 0)
        {
            throw Malformed("BSON bytes are not of subtype 0");
        }

        return Take(length).ToArray();
    }

    private int ReadLength(int atLeast)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        return length >= atLeast ? length : throw Malformed("a BSON length is too small");
    }

    private object? Skip(int count)
    {
        Take(count);
        return null;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Malformed("the BSON document is cut short");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static CryppoFormatException Malformed(string problem) => new(Artefacts.PartName, problem);
}
