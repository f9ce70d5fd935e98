namespace Meeco.Server.Storage;

/// <summary>The server cannot work with its database; the message tells the operator why, and what to do.</summary>
internal sealed class StorageException(string message, Exception? cause = null) : Exception(message, cause);
