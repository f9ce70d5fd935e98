using Meeco.Wire;

namespace Meeco;

/// <summary>Services of organisations: asked for by a member, validated by the operator, acted for by members.</summary>
internal sealed class OrganizationServiceService(MeecoSession session)
{
    private const int Steps = 2;

    /// <summary>Reads one service.</summary>
    /// <param name="organizationId">Whose it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The service.</returns>
    /// <exception cref="MeecoException"><c>OrganizationServiceNotFound</c>.</exception>
    public async Task<MeecoOrganizationService> GetAsync(string organizationId, string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Organizations.GetServiceAsync(organizationId, id, cancel)
            .OrNotFound(() => ClientErrors.OrganizationServiceNotFound(id)).ConfigureAwait(false);
        return session.Names.Note(OrganizationMapping.Map(answer.Service));
    }

    /// <summary>Finds a service.</summary>
    /// <param name="organizationId">Whose it is.</param>
    /// <param name="idOrName">An id, else a name, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The service.</returns>
    /// <exception cref="MeecoException"><c>OrganizationServiceNotFound</c>, <c>OrganizationServiceNameAmbiguous</c>.</exception>
    public async Task<MeecoOrganizationService> ResolveAsync(string organizationId, string idOrName, CancellationToken cancel)
    {
        if (Identifiers.IsId(idOrName))
        {
            return await GetAsync(organizationId, idOrName, cancel).ConfigureAwait(false);
        }

        var organization = await session.Organizations.GetAsync(organizationId, cancel).ConfigureAwait(false);
        var found = organization.Services
            .Where(service => string.Equals(service.Name, idOrName, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return found switch
        {
            [] => throw ClientErrors.OrganizationServiceNotFound(idOrName),
            [var only] => only,
            _ => throw ClientErrors.Ambiguous("OrganizationService", idOrName, found.Select(service => service.Id)),
        };
    }

    /// <summary>Asks for a service; makes its key pair.</summary>
    /// <param name="organizationId">Whose it will be.</param>
    /// <param name="about">What is said about it; the name is needed.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The service with its key pair, which the caller must keep.</returns>
    /// <exception cref="MeecoException"><c>OrganizationNotFound</c>, <c>NotValidated</c>.</exception>
    public async Task<MeecoOrganizationService> CreateAsync(
        string organizationId,
        OrganizationServiceChanges about,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var pair = await session.Settings.KeyPairs.TakeAsync(cancel).ConfigureAwait(false);
        try
        {
            progress?.Report(new MeecoProgress("Asking for the service", 1, Steps));
            var answer = await session.Apis.Organizations.CreateServiceAsync(
                organizationId,
                new PostOrganizationServiceRequest
                {
                    Service = new PostOrganizationServiceService
                    {
                        Name = about.Name,
                        Description = about.Description,
                        Contract = about.Contract,
                        PublicKey = pair.PublicKey.Pem,
                    },
                },
                ServerApis.NewIdempotencyKey(),
                cancel).OrNotFound(() => ClientErrors.OrganizationNotFound(organizationId)).ConfigureAwait(false);
            return session.Names.Note(OrganizationMapping.Map(answer.Service)) with { KeyPair = new MeecoKeyPair(pair) };
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }

    /// <summary>Changes a service that is not validated.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The service as it is now.</returns>
    /// <exception cref="MeecoException"><c>OrganizationServiceNotFound</c>, <c>AlreadyValidated</c>.</exception>
    public async Task<MeecoOrganizationService> UpdateAsync(
        MeecoOrganizationService service,
        OrganizationServiceChanges changes,
        CancellationToken cancel)
    {
        var body = new PutOrganizationServiceRequest
        {
            Service = new PutOrganizationServiceService
            {
                Name = changes.Name,
                Description = changes.Description,
                Contract = changes.Contract,
            },
        };
        var answer = await session.Apis.Organizations.UpdateServiceAsync(service.OrganizationId, service.Id, body, cancel)
            .OrNotFound(() => ClientErrors.OrganizationServiceNotFound(service.Name)).ConfigureAwait(false);
        return session.Names.Note(OrganizationMapping.Map(answer.Service));
    }

    /// <summary>Deletes a service that is not validated.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="MeecoException"><c>OrganizationServiceNotFound</c>, <c>AlreadyValidated</c>.</exception>
    public async Task RemoveAsync(MeecoOrganizationService service, CancellationToken cancel)
    {
        await session.Apis.Organizations.DeleteServiceAsync(service.OrganizationId, service.Id, cancel)
            .OrNotFound(() => ClientErrors.OrganizationServiceNotFound(service.Name)).ConfigureAwait(false);
        session.Names.OrganizationServices.Forget(service.Id);
    }

    /// <summary>Logs in as a service of an organisation that the user is a member of.</summary>
    /// <param name="service">The service.</param>
    /// <param name="pair">Its key pair.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>A session of its agent.</returns>
    /// <exception cref="MeecoException">
    /// <c>OrganizationServiceNotFound</c>, <c>NotValidated</c>; <c>DecryptionFailed</c>: the pair is another's.
    /// </exception>
    public async Task<MeecoSession> ConnectAsync(MeecoOrganizationService service, MeecoKeyPair pair, CancellationToken cancel)
    {
        var answer = await session.Apis.Organizations
            .LogInAsServiceAsync(service.OrganizationId, service.Id, ServerApis.NewIdempotencyKey(), cancel)
            .OrNotFound(() => ClientErrors.OrganizationServiceNotFound(service.Name)).ConfigureAwait(false);
        return await new AgentLogin(session)
            .OpenAsync(answer, pair, MeecoSessionKind.OrganizationService, service.Name, cancel).ConfigureAwait(false);
    }
}
