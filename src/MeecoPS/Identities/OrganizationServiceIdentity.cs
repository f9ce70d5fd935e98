using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which service of an organization is meant: the object itself, or its id or exact name.</summary>
public sealed class OrganizationServiceIdentity
{
    /// <summary>Means this service.</summary>
    /// <param name="service">The service.</param>
    public OrganizationServiceIdentity(MeecoOrganizationService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        (Reference, Source) = (service.Id, service);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public OrganizationServiceIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or else by its exact name.</summary>
    /// <param name="text">Not empty.</param>
    public OrganizationServiceIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    /// <summary>The key pair that came with the object; null when none did.</summary>
    internal MeecoKeyPair? KeyPair => (Source as MeecoOrganizationService)?.KeyPair;

    /// <summary>What a file says is to be changed; null where the service comes from no file.</summary>
    internal OrganizationServiceChanges? Changes => (Source as MeecoOrganizationService)?.Changes;

    private string Reference { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;

    /// <summary>Finds the service; an object is taken as it is.</summary>
    internal async Task<MeecoOrganizationService> ResolveAsync(
        MeecoSession session, OrganizationIdentity organization, CancellationToken cancel) =>
        Source as MeecoOrganizationService ?? await ReadAsync(session, organization, cancel).ConfigureAwait(false);

    /// <summary>Reads the service as it is now.</summary>
    internal async Task<MeecoOrganizationService> ReadAsync(
        MeecoSession session, OrganizationIdentity organization, CancellationToken cancel)
    {
        var id = await organization.ResolveIdAsync(session, cancel).ConfigureAwait(false);
        return await session.OrganizationServices.ResolveAsync(id, Reference, cancel).ConfigureAwait(false);
    }
}
