using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Lists the services of an organization, or reads one by id or exact name.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoOrganizationService")]
[OutputType(typeof(MeecoOrganizationService))]
public sealed class GetMeecoOrganizationServiceCommand : MeecoBulkCmdlet<OrganizationIdentity, MeecoOrganizationService>
{
    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The service to read: an object, id or exact name; all when it is not given.</summary>
    [Parameter(Position = 1)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(OrganizationServiceCompleter))]
    [ValidateNotNull]
    public OrganizationServiceIdentity? Service { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<OrganizationIdentity> Inputs => [Organization];

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationService> RunAsync(
        OrganizationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Service is { } service)
        {
            yield return await service.ReadAsync(Acting, input, cancel).ConfigureAwait(false);
            yield break;
        }

        var organization = await input.ReadAsync(Acting, cancel).ConfigureAwait(false);
        foreach (var one in organization.Services)
        {
            yield return one;
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(OrganizationIdentity input) => Service?.Source ?? input.Source;
}
