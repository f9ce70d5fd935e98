using System.Collections;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Completion;

/// <summary>Completes the names of services of the organization that the command line names.</summary>
public sealed class OrganizationServiceCompleter : SessionCompleter
{
    private protected override async IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Bound<OrganizationIdentity>(bound, "Organization") is not { } organization)
        {
            yield break;
        }

        foreach (var service in (await organization.ReadAsync(session, cancel).ConfigureAwait(false)).Services)
        {
            yield return (service.Name, $"{service.Status} {service.Id}");
        }
    }
}
