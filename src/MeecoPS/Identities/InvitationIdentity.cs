using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which invitation is meant: the object itself, its id, or its token.</summary>
public sealed class InvitationIdentity
{
    /// <summary>Means this invitation.</summary>
    /// <param name="invitation">The invitation.</param>
    public InvitationIdentity(MeecoInvitation invitation)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        (Reference, Source) = (invitation.Id ?? invitation.Token, invitation);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public InvitationIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or by its token.</summary>
    /// <param name="text">Not empty.</param>
    public InvitationIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);

        // Whoever has the token can accept, so no error or prompt repeats it.
        (Reference, Source) = (text, Guid.TryParse(text, out _) ? text : "(by its token)");
    }

    /// <summary>The id, or else the token, to look for.</summary>
    internal string Reference { get; }

    /// <summary>What the user gave, for errors to name; never a token.</summary>
    internal object Source { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? "(an invitation)";
}
