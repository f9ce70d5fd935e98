using Meeco.Server.Http;
using Meeco.Server.Storage;

namespace Meeco.Server.ClientTasks;

/// <summary>Which tasks a listing asks for, in the words of either client generation; a handler takes it as a parameter.</summary>
/// <param name="States">Empty for all.</param>
/// <param name="WorkType">Null for all.</param>
/// <param name="TargetKey">Null for all; 0, which no item has, for an id that names nothing.</param>
/// <param name="Claims">Whether listed tasks that are <c>todo</c> become <c>in_progress</c> (rule 47).</param>
internal sealed record ClientTaskFilter(
    IReadOnlyList<ClientTaskState> States,
    string? WorkType,
    long? TargetKey,
    bool Claims)
{
    private const string ChangeState = "change_state";

    // Sic: the API of 2020 spells it so.
    private const string SuppressChangingState = "supress_changing_state";

    /// <exception cref="RefusedException">400: a state or a flag is none.</exception>
    public static ValueTask<ClientTaskFilter> BindAsync(HttpContext context)
    {
        var from2020 = context.Request.IsFrom2020();
        var query = context.Request.Query;
        var target = query["target_id"].ToString();
        var workType = query["work_type"].ToString();
        var states = query["state"]
            .SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(text => ClientTaskViews.ParseState(text)
                ?? throw Refuse.BadRequest("state", "state is todo, in_progress, done or failed."))
            .ToList();
        if (from2020 && states.Count == 0)
        {
            states.Add(ClientTaskState.Todo);
        }

        return ValueTask.FromResult(new ClientTaskFilter(
            states,
            workType.Length > 0 ? workType : null,
            target.Length > 0 ? TargetKeyOf(target, context) : null,
            from2020 ? !Flag(query, SuppressChangingState) : Flag(query, ChangeState)));
    }

    private static long TargetKeyOf(string target, HttpContext context) =>
        context.RequestServices.GetRequiredService<PublicIds>().Decode(target, IdKind.Item) ?? 0;

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" or "undefined" or "false" => false,
        "true" => true,
        _ => throw Refuse.BadRequest(name, $"{name} is true or false."),
    };
}
