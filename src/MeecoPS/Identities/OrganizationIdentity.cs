using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which organization is meant: the object itself, or its id or exact name.</summary>
public sealed class OrganizationIdentity
{
    /// <summary>Means this organization.</summary>
    /// <param name="organization">The organization.</param>
    public OrganizationIdentity(MeecoOrganization organization)
    {
        ArgumentNullException.ThrowIfNull(organization);
        (Reference, Source) = (organization.Id, organization);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public OrganizationIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or else by its exact name.</summary>
    /// <param name="text">Not empty.</param>
    public OrganizationIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    /// <summary>The key pair that came with the object; null when none did.</summary>
    internal MeecoKeyPair? KeyPair => (Source as MeecoOrganization)?.KeyPair;

    /// <summary>What a file says is to be changed; null where the organization comes from no file.</summary>
    internal OrganizationChanges? Changes => (Source as MeecoOrganization)?.Changes;

    /// <summary>The id or name to look for.</summary>
    internal string Reference { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;

    /// <summary>Finds the organization; an object is taken as it is.</summary>
    internal Task<MeecoOrganization> ResolveAsync(MeecoSession session, CancellationToken cancel) =>
        Source is MeecoOrganization organization
            ? Task.FromResult(organization)
            : ReadAsync(session, cancel);

    /// <summary>Finds the id of the organization.</summary>
    internal async Task<string> ResolveIdAsync(MeecoSession session, CancellationToken cancel) =>
        Guid.TryParseExact(Reference, "D", out _)
            ? Reference
            : (await ReadAsync(session, cancel).ConfigureAwait(false)).Id;

    /// <summary>Reads the organization as it is now.</summary>
    internal Task<MeecoOrganization> ReadAsync(MeecoSession session, CancellationToken cancel) =>
        session.Organizations.ResolveAsync(Reference, cancel);
}
