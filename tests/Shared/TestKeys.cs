using System.Globalization;

namespace Meeco.Tests.Shared;

/// <summary>The stored RSA-4096 pairs: making one takes seconds, and a test run needs dozens.</summary>
internal static class TestKeys
{
    public const int Count = 36;

    /// <param name="number">1 to <see cref="Count"/>.</param>
    /// <returns>The PKCS#1 PEM text of that private key, with LF line ends.</returns>
    public static string PrivatePem(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"KeyPairs/{number:00}.pem");
        using var stream = typeof(TestKeys).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentOutOfRangeException(nameof(number), number, $"There are {Count} stored key pairs.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
