namespace Meeco.Server.Attachments;

/// <summary>One of the pieces that a blob was uploaded in and is kept in.</summary>
/// <param name="Name">Its file in the blob's folder: made from the block id, never equal to it.</param>
/// <param name="Length">Its size in bytes.</param>
internal readonly record struct BlobBlock(string Name, long Length);
