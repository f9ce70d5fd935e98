namespace Meeco;

/// <summary>Who acts for whom.</summary>
public enum DelegationDirection
{
    /// <summary>The user of the session acts for the other user.</summary>
    GrantedToMe,

    /// <summary>The other user acts for the user of the session.</summary>
    GrantedToOther,
}
