namespace Meeco.Benchmarks.Providers;

/// <summary>A call that must cost the same however much there is in the database.</summary>
/// <param name="Name">As the page shows it.</param>
/// <param name="Requests">What a person sends of it.</param>
/// <param name="Once">Whether each request has its effect but once.</param>
internal sealed record GrowthCall(string Name, Func<Person, IEnumerable<PreparedRequest>> Requests, bool Once = false)
{
    /// <summary>All of them; what leaves more behind comes after what reads it.</summary>
    public static IReadOnlyList<GrowthCall> All { get; } =
    [
        new("`GET /items`, a page of 100", static person => person.ListItems(Person.SmallPage)),
        new("`GET /items/{id}`, own", static person => person.GetItems()),
        new("`GET /items/{id}`, received", static person => person.GetCopies()),
        new("`GET /items/{id}/shares`", static person => person.GetShares()),
        new("`GET /incoming_shares`, a page of 100", static person => person.ListIncoming()),
        new("`GET /outgoing_shares`, a page of 100", static person => person.ListOutgoing()),
        new("`GET /connections`", static person => person.ListConnections()),
        new("`GET /invitations`", static person => person.ListInvitations()),
        new("`GET /activities`, a page of 100", static person => person.ListEvents()),
        new("`PUT /incoming_shares/{id}/accept`", static person => person.AcceptShares(), Once: true),
        new("`GET /client_task_queue`, claims one", static person => person.ClaimTasks(), Once: true),
        new("`PUT /items/{id}`, 10 shares and so a task", static person => person.ChangeItems()),
        new("`POST /items/{id}/shares`, 10 recipients", static person => person.ShareItems()),
    ];
}
