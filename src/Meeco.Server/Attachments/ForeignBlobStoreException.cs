namespace Meeco.Server.Attachments;

/// <summary>The store holds the blobs of another database. Nothing was changed in it.</summary>
/// <param name="place">The store, as its operator named it.</param>
internal sealed class ForeignBlobStoreException(string place) : Exception(
    $"The blobs in {place} belong to another database. Give this server a place of its own, or the database that they belong to.");
