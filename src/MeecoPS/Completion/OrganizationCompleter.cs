using System.Collections;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the names of organizations that the user has to do with: his requests, and those he is a member of.</summary>
public sealed class OrganizationCompleter : SessionCompleter
{
    private protected override IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, CancellationToken cancel) =>
        session.Organizations.ListAsync(OrganizationMode.Member, cancel)
            .Concat(session.Organizations.ListAsync(OrganizationMode.Requested, cancel))
            .Select(organization => (organization.Name, $"{organization.Status} {organization.Id}"));
}
