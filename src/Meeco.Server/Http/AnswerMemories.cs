namespace Meeco.Server.Http;

/// <summary>Names the memory of an endpoint; without one its answers are remembered as they are.</summary>
internal static class AnswerMemories
{
    /// <summary>Has the answers of an endpoint remembered by that memory, a registered service.</summary>
    public static RouteHandlerBuilder RememberedBy<T>(this RouteHandlerBuilder endpoint)
        where T : class, IAnswerMemory => endpoint.WithMetadata(new Memory(typeof(T)));

    /// <summary>The memory of the endpoint that is called; null if it has none.</summary>
    public static IAnswerMemory? Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Memory>() is { } memory
        ? (IAnswerMemory)http.RequestServices.GetRequiredService(memory.Type)
        : null;

    private sealed record Memory(Type Type);
}
