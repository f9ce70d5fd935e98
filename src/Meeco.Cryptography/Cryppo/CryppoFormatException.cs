namespace Meeco.Cryptography;

/// <summary>
/// A string is not what its format demands: a cryppo value, a serialized key, a PEM text, an account secret, an SRP
/// number. The message names the part that is wrong and never contains a key or plaintext.
/// </summary>
public sealed class CryppoFormatException : FormatException
{
    internal CryppoFormatException(string part, string problem)
        : base($"{part}: {problem}")
    {
        Part = part;
    }

    /// <summary>The part of the string that is wrong, in words, for example <c>artefacts</c> or <c>strategy</c>.</summary>
    public string Part { get; }
}
