using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Meeco.Cryptography;

/// <summary>
/// What it takes to decrypt a file beside its key: where its blocks begin, and the IV and tag of each. The encrypted file
/// itself is the bare blocks one after the other (docs/FORMATS.md 8). Several threads may work on different blocks.
/// </summary>
public sealed class FileArtefacts
{
    /// <summary>How many bytes of a file are encrypted together.</summary>
    public const int BlockLength = 1 << 20;

    /// <summary>The most blocks that a file may have: 64 GiB of them.</summary>
    public const int MaxBlockCount = 1 << 16;

    /// <summary>The largest file that can be written.</summary>
    public const long MaxFileLength = (long)BlockLength * MaxBlockCount;

    /// <summary>The longest block that is read.</summary>
    public const int MaxBlockLength = 1 << 24;

    /// <summary>The longest artefacts that are read, as JSON.</summary>
    public const int MaxJsonLength = 1 << 25;

    /// <summary>The room that a block's tag takes while it is encrypted or decrypted.</summary>
    public const int TagLength = Aes256GcmValue.TagLength;

    private const string AdditionalData = "none";
    private const string Strategy = "AES-GCM";
    private const string RangePrefix = "bytes=";
    private const string Part = "artefacts";

    private readonly long[] _ends;
    private readonly byte[] _ivs;
    private readonly byte[] _tags;

    private FileArtefacts(long[] ends, byte[] ivs, byte[] tags)
    {
        _ends = ends;
        _ivs = ivs;
        _tags = tags;
        for (var block = 0; block < ends.Length; block++)
        {
            LargestBlock = Math.Max(LargestBlock, LengthOf(block));
        }
    }

    /// <summary>The size of the file in bytes.</summary>
    public long Size => _ends.Length == 0 ? 0 : _ends[^1];

    /// <summary>How many blocks it has; none when it is empty.</summary>
    public int BlockCount => _ends.Length;

    /// <summary>The length of its longest block.</summary>
    public int LargestBlock { get; }

    /// <summary>Divides a file that is going to be encrypted.</summary>
    /// <param name="size">Its size in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 64 GiB.</exception>
    public static FileArtefacts ForFile(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxFileLength);
        var ends = new long[(int)((size + BlockLength - 1) / BlockLength)];
        for (var block = 0; block < ends.Length; block++)
        {
            ends[block] = Math.Min((block + 1L) * BlockLength, size);
        }

        return new FileArtefacts(
            ends, new byte[ends.Length * Aes256GcmValue.IvLength], new byte[ends.Length * Aes256GcmValue.TagLength]);
    }

    /// <summary>Reads artefacts.</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="CryppoFormatException">They are malformed, or more than is ever read.</exception>
    public static FileArtefacts Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxJsonLength)
        {
            throw Malformed("they are too long");
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
            var artefacts = Read(ref reader);
            return reader.Read() ? throw Malformed("something follows them") : artefacts;
        }
        catch (JsonException)
        {
            throw Malformed("they are no JSON");
        }
        catch (InvalidOperationException)
        {
            throw Malformed("a text is not UTF-8, or is something else");
        }
    }

    /// <summary>Where a block begins.</summary>
    public long StartOf(int block) => block == 0 ? 0 : _ends[block - 1];

    /// <summary>How long a block is.</summary>
    public int LengthOf(int block) => (int)(_ends[block] - StartOf(block));

    /// <summary>Encrypts a block in place, with an IV of its own, and keeps IV and tag.</summary>
    /// <param name="key">The file's key.</param>
    /// <param name="block">Which block.</param>
    /// <param name="buffer">The block, and behind it the room of <see cref="TagLength"/>.</param>
    public void Seal(FileKey key, int block, Span<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(key);
        RandomNumberGenerator.Fill(IvOf(block));
        Seal(key, block, IvOf(block), buffer);
    }

    /// <summary>Decrypts a block in place.</summary>
    /// <param name="key">The file's key.</param>
    /// <param name="block">Which block.</param>
    /// <param name="buffer">The block, and behind it the room of <see cref="TagLength"/>.</param>
    /// <exception cref="DecryptionFailedException">The block or its tag was changed, or the key is another one; the block holds nothing then.</exception>
    public void Open(FileKey key, int block, Span<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(key);
        var length = LengthOf(block);
        var sealedData = buffer[..(length + TagLength)];
        TagOf(block).CopyTo(sealedData[length..]);
        if (!key.TryOpen(IvOf(block), Aes256GcmValue.DefaultAd, sealedData, sealedData[..length]))
        {
            throw new DecryptionFailedException();
        }
    }

    /// <summary>Writes artefacts as the published client does, byte for byte.</summary>
    /// <returns>UTF-8.</returns>
    public byte[] ToJson()
    {
        var json = new ArrayBufferWriter<byte>(256 + (BlockCount * 256));
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            Write(writer, "iv", _ivs, Aes256GcmValue.IvLength);
            writer.WriteString("ad", AdditionalData);
            Write(writer, "at", _tags, Aes256GcmValue.TagLength);
            writer.WriteStartArray("range");
            for (var block = 0; block < BlockCount; block++)
            {
                writer.WriteStringValue(
                    string.Create(CultureInfo.InvariantCulture, $"{RangePrefix}{StartOf(block)}-{_ends[block] - 1}"));
            }

            writer.WriteEndArray();
            writer.WriteString("encryption_strategy", Strategy);
            writer.WriteNumber("size", Size);
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }

    /// <summary>Encrypts with an IV of the caller's: for vectors alone.</summary>
    internal void SealWithIv(FileKey key, int block, ReadOnlySpan<byte> iv, Span<byte> buffer)
    {
        iv.CopyTo(IvOf(block));
        Seal(key, block, iv, buffer);
    }

    private void Seal(FileKey key, int block, ReadOnlySpan<byte> iv, Span<byte> buffer)
    {
        var length = LengthOf(block);
        var sealedData = buffer[..(length + TagLength)];
        key.Seal(iv, sealedData[..length], sealedData);
        sealedData[length..].CopyTo(TagOf(block));
    }

    private Span<byte> IvOf(int block) => _ivs.AsSpan(block * Aes256GcmValue.IvLength, Aes256GcmValue.IvLength);

    private Span<byte> TagOf(int block) => _tags.AsSpan(block * Aes256GcmValue.TagLength, Aes256GcmValue.TagLength);

    private static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> all, int length)
    {
        writer.WriteStartArray(name);
        for (; !all.IsEmpty; all = all[length..])
        {
            writer.WriteStartObject();
            writer.WriteString("type", "Buffer");
            writer.WriteStartArray("data");
            foreach (var value in all[..length])
            {
                writer.WriteNumberValue(value);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static FileArtefacts Read(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        (byte[]? ivs, byte[]? tags, long[]? ends, string? ad, string? strategy, long? size) = (null, null, null, null, null, null);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("iv"))
            {
                ivs = ReadBuffers(ref reader, Aes256GcmValue.IvLength);
            }
            else if (reader.ValueTextEquals("at"))
            {
                tags = ReadBuffers(ref reader, Aes256GcmValue.TagLength);
            }
            else if (reader.ValueTextEquals("range"))
            {
                ends = ReadRanges(ref reader);
            }
            else if (reader.ValueTextEquals("ad"))
            {
                Expect(ref reader, JsonTokenType.String);
                ad = reader.GetString();
            }
            else if (reader.ValueTextEquals("encryption_strategy"))
            {
                Expect(ref reader, JsonTokenType.String);
                strategy = reader.GetString();
            }
            else if (reader.ValueTextEquals("size"))
            {
                Expect(ref reader, JsonTokenType.Number);
                size = reader.TryGetInt64(out var number) ? number : throw Malformed("the size is no whole number");
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (ivs is null || tags is null || ends is null || ad != AdditionalData || strategy != Strategy)
        {
            throw Malformed("iv, at, ad, range or encryption_strategy is missing or unknown");
        }

        var fits = ends.Length * Aes256GcmValue.IvLength == ivs.Length
            && ends.Length * Aes256GcmValue.TagLength == tags.Length
            && size == (ends.Length == 0 ? 0 : ends[^1]);
        return fits ? new FileArtefacts(ends, ivs, tags) : throw Malformed("iv, at, range and size do not belong together");
    }

    private static byte[] ReadBuffers(ref Utf8JsonReader reader, int length)
    {
        var all = new List<byte>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) == JsonTokenType.StartObject)
        {
            if (all.Count == MaxBlockCount * length)
            {
                throw Malformed("there are too many blocks");
            }

            var before = all.Count;
            while (Next(ref reader) == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("data"))
                {
                    ReadBytes(ref reader, all, before + length);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            Require(reader.TokenType == JsonTokenType.EndObject && all.Count == before + length, "an IV or tag has the wrong length");
        }

        Require(reader.TokenType == JsonTokenType.EndArray, "iv or at is no list of buffers");
        return [.. all];
    }

    private static void ReadBytes(ref Utf8JsonReader reader, List<byte> all, int most)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) == JsonTokenType.Number)
        {
            Require(all.Count < most && reader.TryGetByte(out _), "an IV or tag is no list of that many bytes");
            all.Add(reader.GetByte());
        }

        Require(reader.TokenType == JsonTokenType.EndArray, "an IV or tag is no list of bytes");
    }

    private static long[] ReadRanges(ref Utf8JsonReader reader)
    {
        var ends = new List<long>();
        var start = 0L;
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) == JsonTokenType.String)
        {
            Require(ends.Count < MaxBlockCount, "there are too many blocks");
            start = ReadRange(reader.GetString()!, start);
            ends.Add(start);
        }

        Require(reader.TokenType == JsonTokenType.EndArray, "range is no list of texts");
        return [.. ends];
    }

    /// <returns>The end of the range, which must begin where the one before it ended.</returns>
    private static long ReadRange(ReadOnlySpan<char> range, long start)
    {
        var dash = range.IndexOf('-');
        if (!(range.StartsWith(RangePrefix)
            && dash > 0
            && long.TryParse(range[RangePrefix.Length..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(range[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first == start
            && last >= first
            && last - first < MaxBlockLength))
        {
            throw Malformed("a range does not follow the one before it, or is too long");
        }

        return last + 1;
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw Malformed("they end early");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type) =>
        Require(Next(ref reader) == type, "something else was expected");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Malformed(otherwise);
        }
    }

    private static CryppoFormatException Malformed(string reason) => new(Part, reason);
}
