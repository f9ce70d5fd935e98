namespace Meeco.Cryptography;

/// <summary>
/// A well-formed value does not open: it was encrypted with another key, or a byte of it was changed. Which of the two
/// cannot be told.
/// </summary>
public sealed class DecryptionFailedException : Exception
{
    internal DecryptionFailedException()
        : base("The value does not open with this key: it belongs to another key, or it was changed.")
    {
    }
}
