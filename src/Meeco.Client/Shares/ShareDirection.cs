namespace Meeco;

/// <summary>On which end of a share the user of the session stands.</summary>
public enum ShareDirection
{
    /// <summary>He is the recipient.</summary>
    Incoming,

    /// <summary>He shared it, as owner or on.</summary>
    Outgoing,
}
