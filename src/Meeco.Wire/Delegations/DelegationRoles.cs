namespace Meeco.Wire;

/// <summary>What a delegate may do (rule 56).</summary>
public static class DelegationRoles
{
    /// <summary>All that the account's owner may, but for what is his alone.</summary>
    public const string Owner = "owner";

    /// <summary>Reads and writes the owner's data.</summary>
    public const string Admin = "admin";

    /// <summary>Reads the owner's data.</summary>
    public const string Reader = "reader";
}
