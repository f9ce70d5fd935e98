using System.Collections;
using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Completion;

/// <summary>Completes the names of services: of the organization that the command line names, or of all.</summary>
public sealed class OrganizationServiceCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) =>
        names.OrganizationServices.All().Of(names.Organizations, Bound<OrganizationIdentity>(bound, "Organization")?.Reference);
}
