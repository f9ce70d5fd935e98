using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Meeco.Server.ClientTasks;

/// <summary>The filters of <c>GET /client_task_queue</c>, in the words of both client generations (rules 46 and 47).</summary>
internal sealed record ClientTaskFilter
{
    /// <summary>States; may be repeated. None is all of them, and <c>todo</c> for clients of 2020.</summary>
    [FromQuery(Name = "state")]
    public string[]? State { get; init; }

    /// <summary>A work type.</summary>
    [FromQuery(Name = "work_type")]
    public string? WorkType { get; init; }

    /// <summary>A work type that is left out. Additive: by it a client finds among many tasks those it does not run.</summary>
    [FromQuery(Name = "except_work_type")]
    public string? ExceptWorkType { get; init; }

    /// <summary>What the task is about.</summary>
    [FromQuery(Name = "target_id")]
    public string? TargetId { get; init; }

    /// <summary><c>true</c> claims the listed tasks that are <c>todo</c>.</summary>
    [FromQuery(Name = "change_state")]
    public string? ChangeState { get; init; }

    /// <summary>For clients of 2020, which spell it so: anything but <c>true</c> claims.</summary>
    [FromQuery(Name = "supress_changing_state")]
    public string? SupressChangingState { get; init; }

    /// <summary>Whether the listing claims.</summary>
    /// <exception cref="RefusedException">400: the flag is neither true nor false.</exception>
    public bool Claims(bool from2020) => from2020
        ? !Flag(SupressChangingState, "supress_changing_state")
        : Flag(ChangeState, "change_state");

    /// <summary>The states asked for; empty for all.</summary>
    /// <exception cref="RefusedException">400: one is no state.</exception>
    public IReadOnlyList<ClientTaskState> States(bool from2020)
    {
        var states = (State ?? [])
            .SelectMany(CommaList.Read)
            .Select(text => ClientTaskViews.ParseState(text)
                ?? throw Refuse.BadRequest("state", "state is todo, in_progress, done or failed."))
            .ToList();
        return states.Count == 0 && from2020 ? [ClientTaskState.Todo] : states;
    }

    /// <summary>The caller's tasks about what is asked for, whatever their state.</summary>
    public IQueryable<ClientTask> Of(VaultCaller caller, MeecoDb db, PublicIds ids)
    {
        var tasks = db.ClientTasks.Where(task => !task.Closed);
        if (string.IsNullOrEmpty(TargetId))
        {
            tasks = tasks.Where(task => task.UserKey == caller.UserKey);
        }
        else
        {
            var target = ids.Decode(TargetId);
            var key = target?.Key;
            var workTypes = ClientTaskTargets.WorkTypesOf(target?.Kind);
            tasks = tasks.WhereOnly(task => task.UserKey, caller.UserKey)
                .Where(task => task.TargetKey == key && workTypes.Contains(task.WorkType));
        }

        if (!string.IsNullOrEmpty(WorkType))
        {
            tasks = tasks.Where(task => task.WorkType == WorkType);
        }

        return string.IsNullOrEmpty(ExceptWorkType) ? tasks : tasks.Where(task => task.WorkType != ExceptWorkType);
    }

    private static bool Flag(string? text, string name) => text switch
    {
        null or "" or "undefined" or "false" => false,
        "true" => true,
        _ => throw Refuse.BadRequest(name, $"{name} is true or false."),
    };
}
