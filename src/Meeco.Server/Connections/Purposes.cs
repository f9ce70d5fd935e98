using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Connections;

/// <summary>Finds the rules of a purpose; a plain one has none.</summary>
internal sealed class Purposes(IEnumerable<IPurposeRules> rules)
{
    /// <summary>What the caller invites for.</summary>
    /// <exception cref="RefusedException">He may not, or a member is missing or malformed.</exception>
    public async Task<ConnectionPurpose> ReadAsync(VaultCaller caller, PostInvitationsInvitation sent, CancellationToken cancel)
    {
        foreach (var kind in rules)
        {
            if (await kind.ReadAsync(caller, sent, cancel) is { } purpose)
            {
                return purpose;
            }
        }

        // Made as a plain invitation, one of these would bind its recipient to something else than it says (rule 18).
        return string.IsNullOrEmpty(sent.OrganizationMemberRole)
            && string.IsNullOrEmpty(sent.DelegateRole)
            && string.IsNullOrEmpty(sent.DelegationToken)
            ? ConnectionPurpose.Plain
            : throw Refuse.Invalid("invitation", "The caller cannot invite for this purpose.");
    }

    /// <summary>Lets what follows from the purpose happen.</summary>
    public Task ConnectedAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel) =>
        Of(inviting)?.ConnectedAsync(caller, inviting, invited, cancel) ?? Task.CompletedTask;

    /// <summary>Takes back what followed from the purposes of both sides.</summary>
    public async Task EndingAsync(VaultCaller caller, Connection one, Connection other, CancellationToken cancel)
    {
        await (Of(one)?.EndingAsync(caller, one, other, cancel) ?? Task.CompletedTask);
        await (Of(other)?.EndingAsync(caller, other, one, cancel) ?? Task.CompletedTask);
    }

    private IPurposeRules? Of(Connection side) => rules.SingleOrDefault(kind => kind.Intent == side.Purpose.Intent);
}
