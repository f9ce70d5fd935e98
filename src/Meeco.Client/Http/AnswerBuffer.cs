namespace Meeco;

/// <summary>
/// A place in memory that the answer to a request is read into, instead of one of its own: blocks of files would else
/// leave megabytes to the garbage collector each.
/// </summary>
/// <param name="target">The place; as long as the answer may be.</param>
internal sealed class AnswerBuffer(Memory<byte> target)
{
    private static readonly HttpRequestOptionsKey<AnswerBuffer> Key = new(nameof(AnswerBuffer));

    /// <summary>How many bytes of it the answer has.</summary>
    public int Length { get; private set; }

    /// <summary>The buffer of a request; null if it has none.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The buffer.</returns>
    public static AnswerBuffer? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var buffer) ? buffer : null;

    /// <summary>Has the answer to a request read into this buffer.</summary>
    /// <param name="request">The request.</param>
    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>Reads an answer; another try overwrites what the one before it read.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is read.</returns>
    /// <exception cref="MeecoException"><c>AnswerTooLarge</c>.</exception>
    public async Task FillAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            Length = await stream.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            if (Length == target.Length && await stream.ReadAsync(new byte[1], cancel).ConfigureAwait(false) > 0)
            {
                throw ClientErrors.AnswerTooLarge(target.Length);
            }
        }
    }
}
