using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

public sealed class AttachmentVectorTests
{
    [Theory]
    [Vectors("attachments")]
    public void A_file_is_encrypted_to_the_recorded_blob_and_artefacts(Vector vector)
    {
        using var key = FileKey.FromSlotValue(Encoding.ASCII.GetBytes(vector["slotValue"]));
        using var recorded = JsonDocument.Parse(vector["artifactsJson"]);
        var plaintext = RecordedBytes.Generate(vector.Number("length"));
        var artefacts = FileArtefacts.ForFile(plaintext.Length);
        var blob = new List<byte>();

        foreach (var (block, iv) in BuffersOf(recorded, "iv").Index())
        {
            var buffer = BufferOf(plaintext, artefacts, block);
            artefacts.SealWithIv(key, block, iv, buffer);
            blob.AddRange(buffer[..artefacts.LengthOf(block)]);
        }

        Convert.ToHexStringLower(SHA256.HashData(blob.ToArray())).Should().Be(vector["blobSha256"]);
        Encoding.UTF8.GetString(artefacts.ToJson()).Should().Be(vector["artifactsJson"]);
        key.ToSlotValue().Should().Be(vector["slotValue"]);
    }

    [Theory]
    [Vectors("attachments")]
    public void A_recorded_file_is_decrypted_block_by_block(Vector vector)
    {
        using var key = FileKey.FromSlotValue(vector.Bytes("keyHex"));
        var artefacts = FileArtefacts.Parse(Encoding.UTF8.GetBytes(vector["artifactsJson"]));
        var plaintext = RecordedBytes.Generate(vector.Number("length"));
        artefacts.Size.Should().Be(plaintext.Length);

        for (var block = 0; block < artefacts.BlockCount; block++)
        {
            var buffer = BufferOf(plaintext, artefacts, block);
            var writer = FileArtefacts.Parse(Encoding.UTF8.GetBytes(vector["artifactsJson"]));
            using var recorded = JsonDocument.Parse(vector["artifactsJson"]);
            writer.SealWithIv(key, block, BuffersOf(recorded, "iv")[block], buffer);

            artefacts.Open(key, block, buffer);

            buffer.AsSpan(0, artefacts.LengthOf(block)).SequenceEqual(
                plaintext.AsSpan((int)artefacts.StartOf(block), artefacts.LengthOf(block))).Should().BeTrue();
        }
    }

    private static byte[] BufferOf(byte[] plaintext, FileArtefacts artefacts, int block)
    {
        var buffer = new byte[artefacts.LengthOf(block) + FileArtefacts.TagLength];
        plaintext.AsSpan((int)artefacts.StartOf(block), artefacts.LengthOf(block)).CopyTo(buffer);
        return buffer;
    }

    private static byte[][] BuffersOf(JsonDocument artefacts, string name) => artefacts.RootElement.GetProperty(name)
        .EnumerateArray()
        .Select(static buffer => buffer.GetProperty("data").EnumerateArray().Select(static b => b.GetByte()).ToArray())
        .ToArray();
}
