using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Organisations: asked for by a user, validated by the operator, acted for by their owners.</summary>
internal sealed class OrganizationService(MeecoSession session)
{
    private const int Steps = 2;

    /// <summary>Lists organisations, newest first, page by page.</summary>
    /// <param name="mode">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The organisations.</returns>
    public async IAsyncEnumerable<MeecoOrganization> ListAsync(
        OrganizationMode mode,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Organizations.ListAsync(OrganizationMapping.Text(mode), cursor, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var organization in page.Organizations)
            {
                yield return session.Names.Note(OrganizationMapping.Map(organization, page.Services));
            }
        }
    }

    /// <summary>Reads one organisation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The organisation.</returns>
    /// <exception cref="MeecoException"><c>OrganizationNotFound</c>.</exception>
    public async Task<MeecoOrganization> GetAsync(string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Organizations.GetAsync(id, cancel)
            .OrNotFound(() => ClientErrors.OrganizationNotFound(id)).ConfigureAwait(false);
        return session.Names.Note(OrganizationMapping.Map(answer.Organization, answer.Services));
    }

    /// <summary>Finds an organisation.</summary>
    /// <param name="idOrName">An id, else a name, exactly.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The organisation.</returns>
    /// <exception cref="MeecoException"><c>OrganizationNotFound</c>, <c>OrganizationNameAmbiguous</c>.</exception>
    public async Task<MeecoOrganization> ResolveAsync(string idOrName, CancellationToken cancel)
    {
        if (Identifiers.IsId(idOrName))
        {
            return await GetAsync(idOrName, cancel).ConfigureAwait(false);
        }

        // Whoever is a member finds his organisation among those that are validated.
        var found = new List<MeecoOrganization>();
        foreach (var mode in (OrganizationMode[])[OrganizationMode.Requested, OrganizationMode.Validated])
        {
            await foreach (var organization in ListAsync(mode, cancel).ConfigureAwait(false))
            {
                if (string.Equals(organization.Name, idOrName, StringComparison.OrdinalIgnoreCase))
                {
                    found.Add(organization);
                }
            }
        }

        return found switch
        {
            [] => throw ClientErrors.OrganizationNotFound(idOrName),
            [var only] => only,
            _ => throw ClientErrors.Ambiguous("Organization", idOrName, found.Select(organization => organization.Id)),
        };
    }

    /// <summary>Asks for an organisation; makes its key pair.</summary>
    /// <param name="about">What is said about it; the name is needed.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The organisation with its key pair, which the caller must keep.</returns>
    public async Task<MeecoOrganization> CreateAsync(
        OrganizationChanges about,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        progress?.Report(new MeecoProgress("Making a key pair", 0, Steps));
        var pair = await session.Settings.KeyPairs.TakeAsync(cancel).ConfigureAwait(false);
        try
        {
            progress?.Report(new MeecoProgress("Asking for the organization", 1, Steps));
            var answer = await session.Apis.Organizations.CreateAsync(
                new PostOrganizationRequest
                {
                    Name = about.Name,
                    Description = about.Description,
                    Url = about.Url,
                    Email = about.Email,
                    PublicKey = pair.PublicKey.Pem,
                },
                ServerApis.NewIdempotencyKey(),
                cancel).ConfigureAwait(false);
            return session.Names.Note(OrganizationMapping.Map(answer.Organization, [])) with { KeyPair = new MeecoKeyPair(pair) };
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }

    /// <summary>Changes an organisation that waits for the operator.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The organisation as it is now.</returns>
    /// <exception cref="MeecoException"><c>OrganizationNotFound</c>, <c>AlreadyValidated</c>.</exception>
    public async Task<MeecoOrganization> UpdateAsync(string id, OrganizationChanges changes, CancellationToken cancel)
    {
        var answer = await session.Apis.Organizations.UpdateAsync(
            id,
            new PutOrganizationRequest
            {
                Organization = new PutOrganizationOrganization
                {
                    Name = changes.Name,
                    Description = changes.Description,
                    Url = changes.Url,
                    Email = changes.Email,
                },
            },
            cancel).OrNotFound(() => ClientErrors.OrganizationNotFound(id)).ConfigureAwait(false);
        return session.Names.Note(OrganizationMapping.Map(answer.Organization, []));
    }

    /// <summary>Takes back the request for an organisation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="MeecoException"><c>OrganizationNotFound</c>, <c>AlreadyValidated</c>.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancel)
    {
        await session.Apis.Organizations.DeleteAsync(id, cancel)
            .OrNotFound(() => ClientErrors.OrganizationNotFound(id)).ConfigureAwait(false);
        session.Names.Organizations.Forget(id);
    }

    /// <summary>Logs in as an organisation that the user owns.</summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="pair">Its key pair.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>A session of its agent.</returns>
    /// <exception cref="MeecoException">
    /// <c>OrganizationNotFound</c>, <c>NotPermitted</c>, <c>NotValidated</c>; <c>DecryptionFailed</c>: the pair is another's.
    /// </exception>
    public async Task<MeecoSession> ConnectAsync(MeecoOrganization organization, MeecoKeyPair pair, CancellationToken cancel)
    {
        var answer = await session.Apis.Organizations.LogInAsync(organization.Id, ServerApis.NewIdempotencyKey(), cancel)
            .OrNotFound(() => ClientErrors.OrganizationNotFound(organization.Name)).ConfigureAwait(false);
        return await new AgentLogin(session)
            .OpenAsync(answer, pair, MeecoSessionKind.Organization, organization.Name, cancel).ConfigureAwait(false);
    }
}
