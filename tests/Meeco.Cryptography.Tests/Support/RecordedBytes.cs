namespace Meeco.Cryptography.Tests.Support;

/// <summary>The plaintext that large vectors name by a formula instead of carrying it.</summary>
internal static class RecordedBytes
{
    public static byte[] Generate(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = unchecked((byte)((i * 31) + ((i >> 8) * 7) + 11));
        }

        return bytes;
    }
}
