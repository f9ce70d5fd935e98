namespace Meeco.Server.ClientTasks;

/// <summary>What setting a state does to a task.</summary>
internal enum TransitionEffect
{
    /// <summary>Nothing at all; the report stays too.</summary>
    Nothing,

    /// <summary>The session that asks holds the claim from now on, for a whole lease.</summary>
    Claim,

    /// <summary>It is <c>todo</c> again, or merges into the <c>todo</c> that its target has already.</summary>
    Return,

    /// <summary>It takes the state and the report.</summary>
    Close,

    /// <summary>Refused: another session holds the claim.</summary>
    RefuseClaimed,

    /// <summary>Refused: the state does not follow from the present one.</summary>
    RefuseTransition,
}
