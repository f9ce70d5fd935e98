using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Lists the services of an organization, or reads one by id or exact name.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoOrganizationService")]
[OutputType(typeof(MeecoOrganizationService))]
public sealed class GetMeecoOrganizationServiceCommand : MeecoSessionCmdlet
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
    protected override object? ErrorTarget => Service?.Source ?? Organization.Source;

    /// <inheritdoc />
    protected override void Process()
    {
        if (Service is { } service)
        {
            WriteObject(Await(cancel => service.ReadAsync(Acting, Organization, cancel)));
        }
        else
        {
            WriteObject(Await(cancel => Organization.ReadAsync(Acting, cancel)).Services, enumerateCollection: true);
        }
    }
}
