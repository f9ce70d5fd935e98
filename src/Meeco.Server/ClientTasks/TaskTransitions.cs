using static Meeco.Server.ClientTasks.ClientTaskState;

namespace Meeco.Server.ClientTasks;

/// <summary>The life of a client task: docs/RULES.md section 10, row by row.</summary>
internal static class TaskTransitions
{
    /// <summary>What a session does by asking for a state. Tasks that the server closed are not asked about.</summary>
    public static TransitionEffect Decide(ClientTaskState from, ClientTaskState to, ClaimHolder holder) => (from, to) switch
    {
        (Todo, Todo) or (Done, Done) => TransitionEffect.Nothing,
        (Done, _) => TransitionEffect.RefuseTransition,
        (InProgress, not Todo) when holder == ClaimHolder.LiveSession => TransitionEffect.RefuseClaimed,
        (_, InProgress) => TransitionEffect.Claim,
        (_, Todo) => TransitionEffect.Return,
        _ => TransitionEffect.Close,
    };
}
