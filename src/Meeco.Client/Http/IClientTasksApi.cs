using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about client tasks (docs/WIRE.md 4.8).</summary>
internal interface IClientTasksApi
{
    [Get("/client_task_queue")]
    Task<ClientTasksResponse> ListAsync([Query] ClientTasksQuery query, CancellationToken cancel);

    [Put("/client_task_queue")]
    Task<ClientTasksUpdatedResponse> UpdateAsync([Body] PutClientTasksRequest body, CancellationToken cancel);
}
