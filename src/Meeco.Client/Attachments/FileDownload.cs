using System.Collections.Concurrent;
using System.Security.Cryptography;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// Fetches a file by the ranges of its blocks, checks each, and writes it under another name, so that the file is there
/// under its own only when all of it is.
/// </summary>
internal sealed class FileDownload(MeecoSession session)
{
    /// <summary>Fetches a file.</summary>
    /// <param name="attachment">Which.</param>
    /// <param name="key">Its key.</param>
    /// <param name="target">Where to.</param>
    /// <param name="overwrite">Whether a file that is there gives way.</param>
    /// <param name="progress">Told how many bytes are there.</param>
    /// <param name="cancel">Stops; nothing is left then.</param>
    /// <returns>When it is there.</returns>
    /// <exception cref="MeecoException"><c>AttachmentNotFound</c>, <c>DecryptionFailed</c>, <c>FileExists</c>, <c>FileNotWritten</c>.</exception>
    public async Task RunAsync(
        MeecoAttachment attachment,
        FileKey key,
        string target,
        bool overwrite,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        var what = $"The file '{attachment.FileName}'";
        var answer = await session.Apis.Attachments.GetDirectAsync(attachment.Id, cancel)
            .OrNotFound(() => ClientErrors.AttachmentNotFound(attachment.Id)).ConfigureAwait(false);
        var blobs = session.Apis.Blobs;
        var json = await blobs.GetAsync(blobs.Check(answer.Attachment.EncryptionArtifact.Url), cancel)
            .OrNotFound(() => ClientErrors.AttachmentNotFound(attachment.Id)).ConfigureAwait(false);
        var artefacts = Ciphers.Open(what, () => FileArtefacts.Parse(json));
        if (artefacts.Size != answer.Attachment.Main.Bytesize)
        {
            throw ClientErrors.DecryptionFailed(what);
        }

        var url = blobs.Check(answer.Attachment.Main.Url);
        await TargetFile.WriteAsync(
            target,
            overwrite,
            artefacts.Size,
            async (file, token) =>
            {
                var steps = new ByteSteps($"Save {attachment.FileName}", artefacts.Size, progress);
                var buffers = new ConcurrentBag<byte[]>();
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, artefacts.BlockCount),
                    new ParallelOptions { MaxDegreeOfParallelism = session.Settings.MaxBlocksInFlight, CancellationToken = token },
                    async (block, stop) =>
                    {
                        var buffer = buffers.TryTake(out var free)
                            ? free
                            : GC.AllocateUninitializedArray<byte>(artefacts.LargestBlock + FileArtefacts.TagLength);
                        var (start, length) = (artefacts.StartOf(block), artefacts.LengthOf(block));
                        var came = await blobs.GetRangeAsync(url, start, buffer.AsMemory(0, length), stop)
                            .OrNotFound(() => ClientErrors.AttachmentNotFound(attachment.Id)).ConfigureAwait(false);
                        if (came != length)
                        {
                            throw ClientErrors.DecryptionFailed(what);
                        }

                        Ciphers.Open(what, () =>
                        {
                            artefacts.Open(key, block, buffer);
                            return length;
                        });
                        await RandomAccess.WriteAsync(file, buffer.AsMemory(0, length), start, stop).ConfigureAwait(false);
                        buffers.Add(buffer);
                        steps.Add(length);
                    }).ConfigureAwait(false);
                foreach (var buffer in buffers)
                {
                    CryptographicOperations.ZeroMemory(buffer);
                }
            },
            cancel).ConfigureAwait(false);
    }
}
