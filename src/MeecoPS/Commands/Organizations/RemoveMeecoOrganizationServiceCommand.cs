using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Deletes services that are not validated.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoOrganizationService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoOrganizationServiceCommand : MeecoBulkCmdlet<OrganizationServiceIdentity, MeecoOrganizationService>
{
    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The services to delete: objects, ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(OrganizationServiceCompleter))]
    public OrganizationServiceIdentity[] Service { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<OrganizationServiceIdentity> Inputs => Service;

    /// <inheritdoc />
    protected override bool Admit(OrganizationServiceIdentity input) => ShouldProcess(input.ToString(), "Delete the service");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationService> RunAsync(
        OrganizationServiceIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var service = await input.ResolveAsync(Acting, Organization, cancel).ConfigureAwait(false);
        await Acting.OrganizationServices.RemoveAsync(service, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(OrganizationServiceIdentity input) => input.Source;
}
