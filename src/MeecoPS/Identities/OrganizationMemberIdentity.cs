using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which member of an organization is meant: the object itself, the id of membership or user, or a name or address.</summary>
public sealed class OrganizationMemberIdentity
{
    /// <summary>Means this member.</summary>
    /// <param name="member">The member.</param>
    public OrganizationMemberIdentity(MeecoOrganizationMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        (Reference, Source) = (member.Id, member);
    }

    /// <summary>Means one by the id of his membership, or his own.</summary>
    /// <param name="id">The id.</param>
    public OrganizationMemberIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by an id, or else by his exact full name or e-mail address.</summary>
    /// <param name="text">Not empty.</param>
    public OrganizationMemberIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    private string Reference { get; }

    /// <summary>How the user knows him.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;

    /// <summary>Finds the member; an object is taken as it is.</summary>
    internal async Task<MeecoOrganizationMember> ResolveAsync(
        MeecoSession session, OrganizationIdentity organization, CancellationToken cancel)
    {
        if (Source is MeecoOrganizationMember member)
        {
            return member;
        }

        var id = await organization.ResolveIdAsync(session, cancel).ConfigureAwait(false);
        return await session.OrganizationMembers.ResolveAsync(id, Reference, cancel).ConfigureAwait(false);
    }
}
