namespace Meeco.Faults.Network;

/// <summary>What happens to one call on its way.</summary>
public enum Fault
{
    /// <summary>Nobody listens for a moment.</summary>
    Refused,

    /// <summary>The connection is reset before the server has seen the request.</summary>
    ResetBeforeSend,

    /// <summary>The connection is reset when the server has answered: what it did is done, and nobody knows.</summary>
    ResetAfterCommit,

    /// <summary>429 with <c>Retry-After</c>; the server has not seen the request.</summary>
    TooManyRequests,

    /// <summary>503; the server has not seen the request.</summary>
    Unavailable,

    /// <summary>The server has done its work, and half of its answer arrives.</summary>
    Truncated,

    /// <summary>The server has done its work, and its answer does not arrive before the client's time is over.</summary>
    Stalled,
}
