namespace Meeco;

/// <summary>How far a delegation has come.</summary>
public enum DelegationState
{
    /// <summary>The delegate is connected, and has not proved himself to the keystore yet: <c>Approve-MeecoDelegationInvitation</c>.</summary>
    Unclaimed,

    /// <summary>The delegate has proved himself, and waits for the key: <c>Grant-MeecoDelegation</c>.</summary>
    Claimed,

    /// <summary>The owner has handed over his key: the delegate can act, and <c>Confirm-MeecoDelegation</c> keeps the key.</summary>
    KeyShared,

    /// <summary>The delegate has the key under his own.</summary>
    Ready,
}
