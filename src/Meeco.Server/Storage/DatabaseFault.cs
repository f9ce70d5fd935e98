namespace Meeco.Server.Storage;

/// <summary>What an operator is told of a failure at the database.</summary>
internal static class DatabaseFault
{
    /// <summary>
    /// The message of an exception, and that of the first cause where there is one: what fails on the way to a database says what was
    /// tried (<c>Exception while performing SSL handshake</c>), and its cause alone says why.
    /// </summary>
    public static string Reason(this Exception exception) =>
        exception.GetBaseException() is var cause && cause != exception && !exception.Message.Contains(cause.Message, StringComparison.Ordinal)
            ? $"{exception.Message} ({cause.Message})"
            : exception.Message;
}
