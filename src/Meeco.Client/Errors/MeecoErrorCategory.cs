namespace Meeco;

/// <summary>What kind of thing went wrong, so that callers can react without reading texts.</summary>
public enum MeecoErrorCategory
{
    /// <summary>What was asked for does not exist, or is not visible to this user.</summary>
    NotFound,

    /// <summary>A name fits several things.</summary>
    Ambiguous,

    /// <summary>A value that the caller gave is not usable.</summary>
    InvalidArgument,

    /// <summary>Who is calling could not be established, or the session has ended.</summary>
    Authentication,

    /// <summary>The caller is known but may not do this.</summary>
    PermissionDenied,

    /// <summary>It is not possible in the present state.</summary>
    InvalidState,

    /// <summary>A value was changed on its way, or a key does not fit.</summary>
    Security,

    /// <summary>The server cannot be reached or does not answer in time.</summary>
    Connection,

    /// <summary>The server asks to come back later.</summary>
    Busy,

    /// <summary>The server failed, or answers something that is not the protocol.</summary>
    Server,
}
