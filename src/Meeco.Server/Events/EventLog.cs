using Meeco.Server.Http;
using Meeco.Server.Storage;

namespace Meeco.Server.Events;

/// <summary>
/// Notes what happened (rule 79). Call it inside the transaction of the change, so that both are true or neither; all that it
/// noted is stored together at the end.
/// </summary>
internal sealed class EventLog(Transactions transactions, LastRows last, RowInserter inserter, TimeProvider clock)
{
    private object? _attempt;
    private List<Event> _noted = [];

    /// <summary>Notes what the caller did, in his own feed.</summary>
    public void Note(VaultCaller caller, string type, EventSubject subject) => Tell(caller.UserKey, caller, type, subject);

    /// <summary>
    /// Notes what the caller did, in another user's feed. Who acts for the caller is the caller's business: others are
    /// told of the user for whom it was done.
    /// </summary>
    public void Tell(long userKey, VaultCaller caller, string type, EventSubject subject)
    {
        if (!ReferenceEquals(_attempt, transactions.Attempt))
        {
            var noted = new List<Event>();
            (_attempt, _noted) = (transactions.Attempt, noted);
            last.Add(inserter.Of(noted));
        }

        _noted.Add(new Event
        {
            UserKey = userKey,
            ActorKey = userKey == caller.UserKey ? caller.ActorKey : caller.UserKey,
            Type = type,
            Subject = subject,
            CreatedAt = clock.GetUtcNow(),
        });
    }
}
