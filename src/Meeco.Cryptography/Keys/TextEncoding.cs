namespace Meeco.Cryptography;

/// <summary>How the bytes of a decrypted text were read.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8, as every current client writes.</summary>
    Utf8,

    /// <summary>Latin-1: the bytes are not UTF-8, as in values that clients of 2020 wrote. What is above U+00FF is lost.</summary>
    Latin1,
}
