using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Meeco.Cryptography;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>Texts in the cryppo format that nobody can decrypt: the server checks the form and never has a key.</summary>
public static class TestCryppo
{
    private const string AesArtefact = "QUAAAAAFaXYADAAAAAAG3ailZ0WxAZMFdo4FYXQAEAAAAABZ0lxZ_OUHkW1Ldf5QAKusAmFkAAUAAABub25lAAA=";

    private static readonly string Derivation = DerivationOptions.Create().ToString();

    /// <summary>An Aes256Gcm text; another mark gives another text.</summary>
    public static string Aes(string mark) => $"Aes256Gcm.{Base64(Encoding.UTF8.GetBytes(mark))}.{AesArtefact}";

    /// <summary>An Rsa4096 text; another mark gives another text.</summary>
    public static string Rsa(string mark) => $"Rsa4096.{Base64(Stretch(mark))}.QQUAAAAA";

    /// <summary>A text that a passphrase would open; another mark gives another text.</summary>
    public static string Passphrase(string mark) => $"{Aes(mark)}.{Derivation}";

    /// <summary>A verification hash: 64 lower-case hex digits.</summary>
    public static string Hash(string mark) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mark)));

    private static byte[] Stretch(string mark) =>
        HKDF.Expand(HashAlgorithmName.SHA256, SHA256.HashData(Encoding.UTF8.GetBytes(mark)), 512);

    // cryppo keeps the padding of base64url.
    private static string Base64(byte[] bytes)
    {
        var text = Base64Url.EncodeToString(bytes);
        return text.PadRight((text.Length + 3) / 4 * 4, '=');
    }
}
