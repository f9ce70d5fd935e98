using System.Reflection;
using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>What happened to the items, shares, connections and sessions of the user.</summary>
internal sealed class EventService(MeecoSession session)
{
    private readonly ConnectionNames _names = new(session);

    /// <summary>The words that servers of this version use for what happened.</summary>
    public static IReadOnlyList<string> KnownTypes { get; } =
    [
        .. typeof(EventTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>Lists events, newest first, page by page.</summary>
    /// <param name="since">The oldest to list; null for all that the server remembers.</param>
    /// <param name="pageSize">How many to ask for at a time; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The events.</returns>
    public async IAsyncEnumerable<MeecoEvent> ListAsync(
        DateTimeOffset? since,
        int? pageSize,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Events.ListAsync(cursor, pageSize, stop), page => page.NextPageAfter, cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var one in page.Activities)
            {
                if (one.Timestamp < since)
                {
                    yield break;
                }

                yield return await MapAsync(one, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task<MeecoEvent> MapAsync(EventBody one, CancellationToken cancel)
    {
        var userName = Ciphers.OpenName(session.Keys.DekOrNull, one.EncryptedUserName);
        return new MeecoEvent
        {
            At = one.Timestamp,
            Type = one.EventType,
            ActorId = one.ActorId,
            ActorName = await ActorNameAsync(one, userName, cancel).ConfigureAwait(false),
            ItemId = one.ItemId,
            ItemLabel = one.ItemLabel,
            SlotId = one.SlotId,
            SlotLabel = one.SlotLabel,
            ShareId = one.ShareId,
            ConnectionId = one.ConnectionId,
            UserId = one.UserId,
            UserName = userName,
            InvitationId = one.InvitationId,
            AttachmentId = one.AttachmentId,
            AttachmentLabel = one.AttachmentLabel,
            SessionId = one.SessionId,
        };
    }

    private async Task<string?> ActorNameAsync(EventBody one, string? userName, CancellationToken cancel) => one.ActorId switch
    {
        null => null,
        var actor when actor == session.UserId => session.UserName,
        var actor when actor == one.UserId => userName,
        var actor => await _names.FindAsync(actor, cancel).ConfigureAwait(false),
    };
}
