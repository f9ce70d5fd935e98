using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Encrypts a file block by block and sends it, with a few blocks in flight and as many buffers, however large the file is.
/// </summary>
internal sealed class FileUpload(MeecoSession session)
{
    private const string ArtefactsSuffix = ".encryption_artifacts";
    private const string ArtefactsType = "application/json";

    /// <summary>Uploads a file; it is in no slot then.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="key">Its key.</param>
    /// <param name="progress">Told how many bytes are there.</param>
    /// <param name="cancel">Stops; nothing is visible then, and the server drops what it has.</param>
    /// <returns>The file.</returns>
    public async Task<DirectAttachmentBody> RunAsync(
        SourceFile source,
        string name,
        string contentType,
        FileKey key,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        var artefacts = FileArtefacts.ForFile(source.Length);
        var main = await OpenAsync(name, contentType, source.Length, cancel).ConfigureAwait(false);
        var steps = new ByteSteps($"Upload {name}", source.Length, progress);
        await SendAsync(
            main,
            contentType,
            artefacts.BlockCount,
            artefacts.LargestBlock + FileArtefacts.TagLength,
            async (block, buffer, token) =>
            {
                var length = artefacts.LengthOf(block);
                await source.ReadAsync(artefacts.StartOf(block), buffer[..length], token).ConfigureAwait(false);
                artefacts.Seal(key, block, buffer.Span);
                return length;
            },
            steps,
            cancel).ConfigureAwait(false);
        source.RequireUnchanged();

        var json = artefacts.ToJson();
        var second = await OpenAsync(name + ArtefactsSuffix, ArtefactsType, json.Length, cancel).ConfigureAwait(false);
        await SendAsync(
            second,
            ArtefactsType,
            (json.Length + FileArtefacts.BlockLength - 1) / FileArtefacts.BlockLength,
            Math.Min(json.Length, FileArtefacts.BlockLength),
            (block, buffer, _) =>
            {
                var part = json.AsMemory(block * FileArtefacts.BlockLength);
                part = part[..Math.Min(part.Length, FileArtefacts.BlockLength)];
                part.CopyTo(buffer);
                return ValueTask.FromResult(part.Length);
            },
            steps: null,
            cancel).ConfigureAwait(false);
        var answer = await session.Apis.Attachments.CreateAsync(
            new PostDirectAttachmentsRequest
            {
                Blob = new PostDirectAttachmentsBlob
                {
                    BlobId = main.BlobId,
                    BlobKey = main.BlobKey,
                    EncryptedArtifactBlobId = second.BlobId,
                    EncryptedArtifactBlobKey = second.BlobKey,
                },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return answer.Attachment;
    }

    private async Task<UploadUrlBody> OpenAsync(string name, string contentType, long size, CancellationToken cancel)
    {
        var answer = await session.Apis.Attachments.OpenUploadAsync(
            new PostUploadUrlRequest
            {
                Blob = new PostUploadUrlBlob { Filename = name, ContentType = contentType, ByteSize = size },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return answer.AttachmentDirectUploadUrl;
    }

    /// <param name="place">Where to.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="count">How many blocks.</param>
    /// <param name="bufferLength">The room that a block needs.</param>
    /// <param name="fill">Puts a block into a buffer, and says how long it is.</param>
    /// <param name="steps">Told of every block.</param>
    /// <param name="cancel">Stops.</param>
    private async Task SendAsync(
        UploadUrlBody place,
        string contentType,
        int count,
        int bufferLength,
        Func<int, Memory<byte>, CancellationToken, ValueTask<int>> fill,
        ByteSteps? steps,
        CancellationToken cancel)
    {
        var blobs = session.Apis.Blobs;
        var url = blobs.Check(place.Url);
        var buffers = new ConcurrentBag<byte[]>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = session.Settings.MaxBlocksInFlight, CancellationToken = cancel },
            async (block, token) =>
            {
                var buffer = buffers.TryTake(out var free) ? free : GC.AllocateUninitializedArray<byte>(bufferLength);
                var length = await fill(block, buffer, token).ConfigureAwait(false);
                await blobs.PutBlockAsync(url, BlockId(block), buffer.AsMemory(0, length), token).ConfigureAwait(false);
                buffers.Add(buffer);
                steps?.Add(length);
            }).ConfigureAwait(false);
        await blobs.PutBlockListAsync(url, Enumerable.Range(0, count).Select(BlockId), contentType, cancel).ConfigureAwait(false);
    }

    // As the published client names them; all names of a file's blocks must be equally long.
    private static string BlockId(int block) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"block{block,5}")));
}
