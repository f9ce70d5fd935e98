using Meeco.Server.Http;
using Meeco.Server.Storage;

namespace Meeco.Server.Events;

/// <summary>
/// Notes what happened (rule 79). Call it inside the transaction of the change, so that both are true or neither; all that it
/// noted is stored together at the end.
/// </summary>
internal sealed class EventLog(LastRows last, TimeProvider clock)
{
    /// <summary>Notes what the caller did, in his own feed.</summary>
    public void Note(VaultCaller caller, string type, EventSubject subject) => Tell(caller.UserKey, caller, type, subject);

    /// <summary>
    /// Notes what the caller did, in another user's feed. Who acts for the caller is the caller's business: others are
    /// told of the user for whom it was done.
    /// </summary>
    public void Tell(long userKey, VaultCaller caller, string type, EventSubject subject) =>
        last.Add(new Event
        {
            UserKey = userKey,
            ActorKey = userKey == caller.UserKey ? caller.ActorKey : caller.UserKey,
            Type = type,
            Subject = subject,
            CreatedAt = clock.GetUtcNow(),
        });
}
