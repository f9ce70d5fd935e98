namespace Meeco.Cryptography;

/// <summary>
/// What a cryppo value says beside its data (docs/FORMATS.md 1.1, 1.3, 1.4): a version byte and a BSON document, or the YAML
/// of older writers. Order does not matter and unknown names are ignored.
/// </summary>
internal sealed class Artefacts
{
    public const string PartName = "artefacts";
    public const byte EncryptionVersion = (byte)'A';
    public const byte DerivationVersion = (byte)'K';

    // The longest that a known writer makes has 150 characters. Whatever is read of artefacts is bounded by this, so that
    // neither BSON nor YAML needs a bound of its own.
    private const int MaxLength = 1024;

    private static ReadOnlySpan<byte> YamlStart => "---"u8;

    private readonly Dictionary<string, object> _values = new(4, StringComparer.Ordinal);

    private Artefacts()
    {
    }

    /// <exception cref="CryppoFormatException">The part is malformed.</exception>
    public static Artefacts Parse(ReadOnlySpan<char> part, byte version)
    {
        var length = part.Length > MaxLength ? -1 : CryppoBase64.DecodedLength(part);
        if (length <= 0)
        {
            throw new CryppoFormatException(PartName, "missing, too long, or not base64");
        }

        Span<byte> bytes = stackalloc byte[length];
        CryppoBase64.Decode(part, bytes);
        var artefacts = new Artefacts();
        if (bytes.StartsWith(YamlStart))
        {
            YamlArtefacts.Read(bytes, artefacts);
        }
        else if (bytes[0] == version)
        {
            artefacts.ReadBson(bytes[1..]);
        }
        else
        {
            throw new CryppoFormatException(PartName, "the version byte is wrong");
        }

        return artefacts;
    }

    /// <exception cref="CryppoFormatException">There are no bytes of that name.</exception>
    public byte[] Bytes(string name) =>
        _values.GetValueOrDefault(name) as byte[] ?? throw Missing(name);

    /// <exception cref="CryppoFormatException">There are no bytes of that name, or not as many.</exception>
    public byte[] Bytes(string name, int length)
    {
        var bytes = Bytes(name);
        return bytes.Length == length
            ? bytes
            : throw new CryppoFormatException(PartName, $"{name} has {bytes.Length} bytes, not {length}");
    }

    /// <returns>The text of that name; <see langword="null"/> if the name is absent.</returns>
    /// <exception cref="CryppoFormatException">The name is there, but not a text.</exception>
    public string? OptionalText(string name) =>
        !_values.TryGetValue(name, out var value) ? null : value as string ?? throw Missing(name);

    /// <exception cref="CryppoFormatException">There is no text of that name.</exception>
    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    /// <exception cref="CryppoFormatException">There is no such number, or it is not a whole one in that range.</exception>
    public int Number(string name, int min, int max) =>
        _values.GetValueOrDefault(name) is double number && number >= min && number <= max && double.IsInteger(number)
            ? (int)number
            : throw new CryppoFormatException(PartName, $"{name} is not a whole number from {min} to {max}");

    /// <summary>Keeps a value if its name is one that this library knows.</summary>
    /// <exception cref="CryppoFormatException">There already is one of that name.</exception>
    public void Add(string name, object? value)
    {
        // Only the known names are kept, so that a document of many tiny elements costs no memory.
        if (value is not null
            && name is "iv" or "at" or "ad" or "i" or "l" or "hash"
            && !_values.TryAdd(name, value!))
        {
            throw new CryppoFormatException(PartName, $"{name} is there twice");
        }
    }

    private void ReadBson(ReadOnlySpan<byte> document)
    {
        var reader = new BsonReader(document);
        while (reader.Read())
        {
            Add(reader.Name, reader.Value);
        }
    }

    private static CryppoFormatException Missing(string name) => new(PartName, $"{name} is missing or of a wrong type");
}
