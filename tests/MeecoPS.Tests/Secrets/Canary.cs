using System.Security.Cryptography;
using System.Text;

namespace MeecoPS.Tests.Secrets;

/// <summary>One secret, and every form in which it could show itself.</summary>
internal sealed class Canary
{
    // Long enough not to be met by chance, short enough to be whole on one line of a PEM.
    private const int Piece = 18;

    private readonly string[] _forms;

    private Canary(SecretKind kind, string name, IEnumerable<string> forms)
    {
        Kind = kind;
        Name = name;
        _forms = [.. forms.Distinct(StringComparer.Ordinal)];
    }

    public SecretKind Kind { get; }

    public string Name { get; }

    /// <summary>A secret that is text.</summary>
    public static Canary OfText(SecretKind kind, string name, string text)
    {
        text.Length.Should().BeGreaterThan(7, "a short one would be found everywhere, and {0} is one", name);
        return new Canary(kind, name, [text, .. FormsOf(Encoding.UTF8.GetBytes(text)), .. FormsOf(Encoding.Unicode.GetBytes(text))]);
    }

    /// <summary>A secret that is bytes.</summary>
    public static Canary OfBytes(SecretKind kind, string name, byte[] bytes)
    {
        bytes.Length.Should().BeGreaterThan(15, "a short one would be found everywhere, and {0} is one", name);
        return new Canary(kind, name, [Encoding.Latin1.GetString(bytes), .. FormsOf(bytes)]);
    }

    /// <summary>A private key: whoever has one of its primes has it, in whatever file.</summary>
    public static Canary OfPrivateKey(string name, string pem)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        var prime = rsa.ExportParameters(includePrivateParameters: true).P!;
        return new Canary(SecretKind.PrivateKey, name, prime.Chunk(Piece).Where(piece => piece.Length == Piece).SelectMany(FormsOf));
    }

    /// <summary>Whether a text shows the secret.</summary>
    public bool IsIn(string text) => _forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"{Kind} {Name}";

    private static IEnumerable<string> FormsOf(byte[] bytes)
    {
        yield return Convert.ToHexString(bytes);

        // In base64 the same bytes look different after none, one or two others.
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var inner = text[(before == 0 ? 0 : before + 1)..^(text.EndsWith('=') ? 3 : 0)];
            yield return inner;
            yield return inner.Replace('+', '-').Replace('/', '_');
        }
    }
}
