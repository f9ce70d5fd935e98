using NSec.Cryptography;

namespace Meeco.Cryptography;

/// <summary>A key in libsodium's guarded memory: locked into RAM, fenced off, zeroed when released.</summary>
internal sealed class GuardedKeyMaterial : KeyMaterial
{
    private readonly Key _key;

    public GuardedKeyMaterial(ReadOnlySpan<byte> key)
    {
        var exportable = new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        _key = Key.Import(AeadAlgorithm.Aes256Gcm, key, KeyBlobFormat.RawSymmetricKey, exportable);
    }

    /// <summary>libsodium has AES-GCM only for processors with instructions for it.</summary>
    public static bool IsSupported => Aes256Gcm.IsSupported;

    public override void Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> sealedData) =>
        AeadAlgorithm.Aes256Gcm.Encrypt(_key, iv, Aes256GcmValue.DefaultAd, plaintext, sealedData);

    public override bool TryOpen(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ad,
        ReadOnlySpan<byte> sealedData,
        Span<byte> plaintext) => AeadAlgorithm.Aes256Gcm.Decrypt(_key, iv, ad, sealedData, plaintext);

    public override void Export(Span<byte> target) => _key.TryExport(KeyBlobFormat.RawSymmetricKey, target, out _);

    public override void Dispose() => _key.Dispose();
}
