using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.Extensions.Options;

namespace Meeco.Server.ClientTasks;

/// <summary>The client task queue (docs/WIRE.md 4.8).</summary>
internal static class ClientTaskEndpoints
{
    public static void MapClientTasks(this IEndpointRouteBuilder app)
    {
        var vault = app.MapVault().WithTags("Client tasks");
        vault.MapGet("/client_task_queue", ListAsync).WithPaging().WithSummary("The caller's tasks; claims them if asked to.");
        vault.MapPut("/client_task_queue", ChangeAsync).WithSummary("Sets states and reports of tasks.");
    }

    private static async Task<ClientTasksResponse> ListAsync(
        VaultCaller caller,
        [AsParameters] ClientTaskFilter filter,
        HttpRequest request,
        PageRequest page,
        ClientTaskListing listing,
        PublicIds ids,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var from2020 = request.IsFrom2020();
        var found = await listing.ListAsync(caller, filter, from2020, page, cancel);
        return new ClientTasksResponse
        {
            ClientTasks = found.Rows,
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            LeaseSeconds = filter.Claims(from2020) ? (int)options.Value.ClientTaskLease.TotalSeconds : null,
            Meta = page.Meta("client_tasks.created_at", found.Next is not null, found.Count),
        };
    }

    private static Task<ClientTasksUpdatedResponse> ChangeAsync(
        PutClientTasksRequest request,
        VaultCaller caller,
        Transactions transactions,
        ClientTaskChanges changes,
        ClientTaskViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var tasks = await changes.ApplyAsync(caller, request.ClientTasks ?? [], beside: [], inner);
                return new ClientTasksUpdatedResponse { ClientTasks = [.. tasks.Select(task => views.Body(task, caller))] };
            },
            cancel);
}
