namespace Meeco;

/// <summary>When a server wants to be asked again.</summary>
internal static class RetryAfter
{
    /// <summary>Reads the header in both its forms.</summary>
    /// <param name="response">The answer, if there was one.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The time to wait, never negative; null if the server did not say.</returns>
    public static TimeSpan? Of(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };
}
