namespace Meeco.Server.Storage;

/// <summary>
/// The connection broke while the database committed: it may have, or not. Doing the work again could do it twice; a client
/// that sent an <c>Idempotency-Key</c> may ask again.
/// </summary>
internal sealed class UnknownOutcomeException(Exception cause)
    : Exception("The connection to the database broke during a commit, so nobody knows whether the change was stored.", cause);
