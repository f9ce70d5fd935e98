using Meeco.Server.Http;

namespace Meeco.Server.Attachments;

/// <summary>
/// Where the bytes of uploaded files are. What each blob is, whose and how long, the database knows; a store knows keys of
/// rows and blocks alone, and keeps nothing in this process, so that any instance goes on where another ended.
/// </summary>
internal interface IBlobStore
{
    /// <summary>
    /// Makes an unused store this installation's. Row keys of another database mean other files, and its blobs would be
    /// taken for rubbish.
    /// </summary>
    /// <param name="installation">What tells one database and its copies from all others; not secret.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="ForeignBlobStoreException">The store is another installation's.</exception>
    /// <exception cref="IOException">The store cannot be used.</exception>
    Task ClaimAsync(string installation, CancellationToken cancel);

    /// <summary>Asks whether the store can be used.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>Makes the place for a new blob's blocks, when its row is committed. Only here: a block that comes late must not find a place again.</summary>
    Task OpenAsync(long key, CancellationToken cancel);

    /// <summary>Takes in one block; it replaces one of the same id, and until it is whole it is nowhere.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="blockId">The id that its uploader gave it.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="byteSize">How many bytes the whole blob was announced with.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">409: the blob is complete or gone. 413: the block is too large. 422: more bytes or blocks than can be.</exception>
    Task StageAsync(long key, string blockId, Stream body, long byteSize, CancellationToken cancel);

    /// <summary>Makes staged blocks such as can be read. Which of them are the blob is what the database then says; done again, it finds it done.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="names">The blocks in their order.</param>
    /// <param name="byteSize">How many bytes they must have together.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The blocks with their sizes.</returns>
    /// <exception cref="RefusedException">409: the blob is gone. 422: a block is not there, or the size is not the announced one.</exception>
    Task<IReadOnlyList<BlobBlock>> KeepAsync(long key, IReadOnlyList<UInt128> names, long byteSize, CancellationToken cancel);

    /// <summary>Deletes the blocks of a complete blob that are no part of it.</summary>
    /// <exception cref="IOException">Something could not be deleted.</exception>
    Task TidyAsync(long key, IReadOnlyList<BlobBlock> blocks, CancellationToken cancel);

    /// <summary>Opens a blob for reading at any place.</summary>
    Stream OpenRead(long key, IReadOnlyList<BlobBlock> blocks);

    /// <summary>Deletes all bytes of a blob, complete or not.</summary>
    /// <exception cref="IOException">Something could not be deleted.</exception>
    Task DeleteAsync(long key, CancellationToken cancel);

    /// <summary>Deletes what a process that was killed left half received.</summary>
    /// <param name="olderThan">What is younger may be in work at another instance.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task DeleteAbandonedAsync(DateTimeOffset olderThan, CancellationToken cancel);

    /// <summary>The keys of all blobs that have bytes here; one may come twice.</summary>
    IAsyncEnumerable<long> KeysAsync(CancellationToken cancel);
}
