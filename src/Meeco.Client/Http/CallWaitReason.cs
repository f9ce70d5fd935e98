namespace Meeco;

/// <summary>Why calls wait.</summary>
internal enum CallWaitReason
{
    /// <summary>The server limits how many calls it takes.</summary>
    Limited,

    /// <summary>The server could not be reached, or the connection broke.</summary>
    Unreachable,

    /// <summary>The server did not answer in time.</summary>
    Silent,

    /// <summary>The server, or a proxy before it, says that it cannot do its work now.</summary>
    Failing,
}
