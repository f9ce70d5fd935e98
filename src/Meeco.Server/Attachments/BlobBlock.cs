using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Meeco.Server.Attachments;

/// <summary>One of the pieces that a blob was uploaded in and is kept in.</summary>
/// <param name="Name">What it is known by: made from the block id, never equal to it. A number, because every range that is fetched reads thousands of them.</param>
/// <param name="Length">Its size in bytes.</param>
internal readonly record struct BlobBlock(UInt128 Name, long Length)
{
    /// <summary>What a block of that id is known by.</summary>
    public static UInt128 NameOf(string blockId) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(blockId)));

    /// <summary>The name of its file in the blob's folder.</summary>
    public string FileName => FileNameOf(Name);

    /// <summary>The name of a block's file.</summary>
    public static string FileNameOf(UInt128 name) => name.ToString("x32", CultureInfo.InvariantCulture);
}
