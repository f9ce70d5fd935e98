namespace Meeco.Cryptography;

/// <summary>The parts of a cryppo string between its dots, which base64 does not have.</summary>
internal static class CryppoParts
{
    private const char Separator = '.';

    /// <exception cref="CryppoFormatException">There are more or fewer parts.</exception>
    public static Range[] Split(ReadOnlySpan<char> value, int count)
    {
        var parts = new Range[count];
        var found = 0;
        foreach (var part in value.Split(Separator))
        {
            if (found == count)
            {
                throw WrongCount(count);
            }

            parts[found++] = part;
        }

        return found == count ? parts : throw WrongCount(count);
    }

    /// <exception cref="CryppoFormatException">The strategy is another one.</exception>
    public static void Require(ReadOnlySpan<char> strategy, string expected)
    {
        // Case and digits count: what else JavaScript lets pass is decrypted without authentication (docs/FORMATS.md 1.1).
        if (!strategy.SequenceEqual(expected))
        {
            throw new CryppoFormatException("strategy", $"it is not {expected}");
        }
    }

    /// <exception cref="CryppoFormatException">The part is not base64.</exception>
    public static byte[] Decode(ReadOnlySpan<char> part, string name)
    {
        var length = CryppoBase64.DecodedLength(part);
        if (length < 0)
        {
            throw new CryppoFormatException(name, "not base64 with its padding");
        }

        var bytes = new byte[length];
        CryppoBase64.Decode(part, bytes);
        return bytes;
    }

    /// <summary>Writes <c>head.base64(first).base64(second)</c> without an intermediate string.</summary>
    public static string Join(string head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = head.Length + CryppoBase64.EncodedLength(first.Length) + CryppoBase64.EncodedLength(second.Length) + 2;
        return string.Create(length, new Joined(head, first, second), static (target, parts) => parts.Write(target));
    }

    private static CryppoFormatException WrongCount(int count) => new("value", $"it does not have {count} parts");

    private readonly ref struct Joined(string head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        private readonly ReadOnlySpan<byte> _first = first;
        private readonly ReadOnlySpan<byte> _second = second;

        public void Write(Span<char> target)
        {
            var firstEnd = head.Length + 1 + CryppoBase64.EncodedLength(_first.Length);
            head.CopyTo(target);
            target[head.Length] = Separator;
            CryppoBase64.Encode(_first, target[(head.Length + 1)..firstEnd]);
            target[firstEnd] = Separator;
            CryppoBase64.Encode(_second, target[(firstEnd + 1)..]);
        }
    }
}
