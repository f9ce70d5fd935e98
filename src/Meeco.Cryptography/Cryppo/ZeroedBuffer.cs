using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// Room for plaintext or a key that is zeroed when it is left: on the caller's stack if it fits, else pinned, so that
/// the garbage collector leaves no copy behind.
/// </summary>
internal readonly ref struct ZeroedBuffer
{
    public const int StackLength = 512;

    public ZeroedBuffer(Span<byte> stack, int length)
    {
        Span = length <= stack.Length ? stack[..length] : GC.AllocateUninitializedArray<byte>(length, pinned: true);
    }

    public Span<byte> Span { get; }

    public void Dispose() => CryptographicOperations.ZeroMemory(Span);
}
