namespace Meeco.Server.Attachments;

/// <summary>The store of the blobs does not answer, or not as it should; a caller may try again.</summary>
/// <param name="message">What was tried.</param>
/// <param name="fault">What the store's client said; null when nothing failed there.</param>
internal sealed class BlobStoreUnavailableException(string message, Exception? fault) : IOException(message, fault);
