namespace Meeco.Cryptography;

/// <summary>A decrypted text and how it was read.</summary>
/// <param name="Text">The plaintext.</param>
/// <param name="Encoding">UTF-8, or Latin-1 for bytes that are not UTF-8.</param>
public sealed record DecryptedText(string Text, TextEncoding Encoding)
{
    /// <summary>Tells the encoding alone: plaintext must not reach a log by accident.</summary>
    public override string ToString() => $"{nameof(DecryptedText)} ({Encoding})";
}
