namespace Meeco;

/// <summary>Whose session it is.</summary>
public enum MeecoSessionKind
{
    /// <summary>A user who acts for himself.</summary>
    User,

    /// <summary>A user who acts for another, who delegated to him.</summary>
    Delegate,

    /// <summary>The agent of an organisation: it holds no keys.</summary>
    Organization,

    /// <summary>The agent of an organisation's service: it holds no keys.</summary>
    OrganizationService,
}
