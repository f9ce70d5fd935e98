using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which invitation to a delegation is meant: the object itself, its id, or its token.</summary>
public sealed class DelegationInvitationIdentity
{
    /// <summary>Means this invitation.</summary>
    /// <param name="invitation">The invitation.</param>
    public DelegationInvitationIdentity(MeecoDelegationInvitation invitation)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        (Reference, Source) = (invitation.Token ?? invitation.Id ?? string.Empty, invitation);
    }

    /// <summary>Means an invitation that was read from a file.</summary>
    /// <param name="invitation">The invitation.</param>
    public DelegationInvitationIdentity(MeecoInvitation invitation)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        (Reference, Source) = (invitation.Token, invitation);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public DelegationInvitationIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or by its token.</summary>
    /// <param name="text">Not empty.</param>
    public DelegationInvitationIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);

        // Whoever has the token can become the delegate, so no error or prompt repeats it.
        (Reference, Source) = (text, Guid.TryParse(text, out _) ? text : "(by its token)");
    }

    /// <summary>The id or token to look for.</summary>
    internal string Reference { get; }

    /// <summary>What the user gave, for errors to name; never a token.</summary>
    internal object Source { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? string.Empty;
}
