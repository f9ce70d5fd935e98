namespace Meeco.Server.ClientTasks;

/// <summary>Where a client task stands (rule 45). The numbers are stored.</summary>
internal enum ClientTaskState
{
    Todo = 0,

    InProgress = 1,

    Done = 2,

    Failed = 3,
}
