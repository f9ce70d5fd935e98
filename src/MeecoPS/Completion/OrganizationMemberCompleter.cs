using System.Collections;
using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Completion;

/// <summary>Completes the names of members: of the organization that the command line names, or of all.</summary>
public sealed class OrganizationMemberCompleter : NameCompleter
{
    private protected override IEnumerable<KnownName> Find(KnownNames names, IDictionary bound) =>
        names.OrganizationMembers.All().Of(names.Organizations, Bound<OrganizationIdentity>(bound, "Organization")?.Reference);
}
