using System.Security.Cryptography;
using System.Text.Json;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

public sealed class AttachmentVectorTests
{
    private const int BlockLength = 1 << 20;

    /// <summary>Attachments come later; the blocks of their files already follow from the key and the tag layout.</summary>
    [Theory]
    [Vectors("attachments")]
    public void The_blocks_of_an_attachment_are_what_the_key_seals(Vector vector)
    {
        using var key = new PinnedKeyMaterial(vector.Bytes("keyHex"));
        using var fromSlot = SymmetricKey.FromSerialized(vector["slotValue"]);
        fromSlot.Serialize().Should().Be(vector["slotValue"]);
        var plaintext = RecordedBytes.Generate(vector.Number("length"));
        using var artefacts = JsonDocument.Parse(vector["artifactsJson"]);
        var ivs = BuffersOf(artefacts, "iv");
        var tags = BuffersOf(artefacts, "at");
        var blob = new List<byte>();

        foreach (var (index, block) in plaintext.Chunk(BlockLength).Index())
        {
            var sealedData = new byte[block.Length + Aes256GcmValue.TagLength];
            key.Seal(ivs[index], block, sealedData);
            sealedData[block.Length..].Should().Equal(tags[index]);
            blob.AddRange(sealedData[..block.Length]);
        }

        Convert.ToHexStringLower(SHA256.HashData(blob.ToArray())).Should().Be(vector["blobSha256"]);
    }

    private static byte[][] BuffersOf(JsonDocument artefacts, string name) => artefacts.RootElement.GetProperty(name)
        .EnumerateArray()
        .Select(static buffer => buffer.GetProperty("data").EnumerateArray().Select(static b => b.GetByte()).ToArray())
        .ToArray();
}
