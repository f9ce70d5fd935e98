using System.Net;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Uploads for several tasks what was encrypted for each, in one call and so in one transaction of the server: most of what a call
/// costs is not for what it carries. Everybody in the group brings an upload or leaves, and then it is sent. All of it is stored or
/// nothing is: where it is refused, each sends his own, and so learns whose fault it was.
/// </summary>
/// <param name="session">Whose tasks.</param>
/// <param name="size">How many are in it.</param>
internal sealed class UploadGroup(MeecoSession session, int size)
{
    private const int MaxSize = 16;

    private readonly Lock _lock = new();
    private readonly List<Upload> _uploads = new(size);
    private int _arrived;

    /// <summary>How many are in it.</summary>
    public int Size => size;

    /// <summary>
    /// The groups of tasks, in their order: while one is sent another is encrypted for. Groups are never larger than half of what is
    /// in work at once, so that all of one are in work before any has to wait for the others.
    /// </summary>
    /// <param name="session">Whose tasks.</param>
    /// <param name="count">How many tasks there are.</param>
    /// <param name="limit">How many of them are in work at once, in this order.</param>
    /// <returns>The group of each task, by its place in the order.</returns>
    public static IReadOnlyList<UploadGroup> For(MeecoSession session, int count, int limit) =>
    [
        .. Enumerable.Range(0, count)
            .Chunk(Math.Clamp(limit / 2, 1, MaxSize))
            .Select(tasks => Enumerable.Repeat(new UploadGroup(session, tasks.Length), tasks.Length))
            .SelectMany(group => group),
    ];

    /// <summary>Takes a place in the group; to be disposed of when the task is done with.</summary>
    /// <returns>The place.</returns>
    public Place Join() => new(this);

    private void Arrive(Upload? upload)
    {
        lock (_lock)
        {
            if (upload is not null)
            {
                _uploads.Add(upload);
            }

            if (++_arrived < size)
            {
                return;
            }
        }

        // Nobody adds to them any more.
        if (_uploads is [var only])
        {
            only.Answer.SetResult(null);
        }
        else if (_uploads.Count > 0)
        {
            // They all stop together: any token of theirs will do.
            _ = SendAsync(_uploads[0].Cancel);
        }
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        try
        {
            var answer = await session.Apis.Shares.UpdateOfItemsAsync(
                new PutSharesOfItemsRequest { Items = [.. _uploads.Select(upload => upload.Content)] }, cancel).ConfigureAwait(false);
            if (answer.Items.Count != _uploads.Count)
            {
                throw ClientErrors.NotTheProtocol("items has not the items that were sent.");
            }

            foreach (var (upload, item) in _uploads.Zip(answer.Items))
            {
                upload.Answer.SetResult(new ItemSharesUpdatedResponse { Version = item.Version, SkippedShareIds = item.SkippedShareIds });
            }
        }
        catch (MeecoServerException refused) when (IsOfContent(refused.Status))
        {
            _uploads.ForEach(upload => upload.Answer.SetResult(null));
        }
        catch (OperationCanceledException)
        {
            _uploads.ForEach(upload => upload.Answer.TrySetCanceled(cancel));
        }
        catch (Exception fault)
        {
            _uploads.ForEach(upload => upload.Answer.TrySetException(fault));
        }
    }

    private static bool IsOfContent(HttpStatusCode status) =>
        (int)status is >= 400 and < 500
        && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private sealed record Upload(PutSharesOfItem Content, CancellationToken Cancel)
    {
        public TaskCompletionSource<ItemSharesUpdatedResponse?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The place of one task in its group.</summary>
    /// <param name="group">The group.</param>
    public sealed class Place(UploadGroup group) : IDisposable
    {
        private bool _isLeft;

        /// <summary>How many are in the group.</summary>
        public int GroupSize => group.Size;

        /// <summary>Brings the task's upload, waits for those of the others, and has all sent.</summary>
        /// <param name="content">The upload.</param>
        /// <param name="cancel">Stops.</param>
        /// <returns>The answer; null where it was not stored and is to be sent by itself.</returns>
        /// <exception cref="MeecoException">A failure that has nothing to do with what was sent.</exception>
        public async Task<ItemSharesUpdatedResponse?> SendAsync(PutSharesOfItem content, CancellationToken cancel)
        {
            if (_isLeft)
            {
                return null;
            }

            _isLeft = true;
            var upload = new Upload(content, cancel);
            group.Arrive(upload);
            return await upload.Answer.Task.WaitAsync(cancel).ConfigureAwait(false);
        }

        /// <summary>Leaves the group, if the task brought it nothing.</summary>
        public void Dispose()
        {
            if (!_isLeft)
            {
                _isLeft = true;
                group.Arrive(upload: null);
            }
        }
    }
}
