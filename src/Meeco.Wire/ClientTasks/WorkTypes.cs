namespace Meeco.Wire;

/// <summary>The work that tasks ask for (rule 44).</summary>
public static class WorkTypes
{
    /// <summary>Re-encrypt an item for all its shares.</summary>
    public const string UpdateItemShares = "update_item_shares";

    /// <summary>Hand the KEK to a delegate.</summary>
    public const string SetupKeyDelegation = "setup_key_delegation";

    /// <summary>Store a received KEK under one's own.</summary>
    public const string ReencryptAccountOwnerKek = "reencrypt_account_owner_kek";

    /// <summary>Answer an invitation to a delegation.</summary>
    public const string IncomingDelegationInvitation = "incoming_delegation_invitation";
}
