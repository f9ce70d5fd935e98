namespace Meeco.Server.Http;

/// <summary>
/// Remembers the answers of one endpoint in fewer bytes than they have, by what they were made of: the answer to a call that
/// makes hundreds of records has hundreds of kilobytes, and there are thousands of such calls a day.
/// </summary>
internal interface IAnswerMemory
{
    /// <summary>What the answer can be made of again.</summary>
    /// <param name="answer">The body as the handler gave it.</param>
    byte[] Keep(object answer);

    /// <summary>Makes the answer again, of the records as they are now.</summary>
    /// <param name="kept">What <see cref="Keep"/> gave.</param>
    /// <param name="http">The repeated request.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<object> RecallAsync(byte[] kept, HttpContext http, CancellationToken cancel);
}
