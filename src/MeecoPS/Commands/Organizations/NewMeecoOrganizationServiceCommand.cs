using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>
/// Asks for a service of an organization. Its key pair is made here and is in the result alone; whoever loses it can never
/// again act as the service.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoOrganizationService", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoOrganizationService))]
public sealed class NewMeecoOrganizationServiceCommand : MeecoSessionCmdlet
{
    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = null!;

    /// <summary>What it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>What it undertakes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Contract { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        if (!ShouldProcess($"{Name} of {Organization}", "Ask for the service"))
        {
            return;
        }

        var about = new OrganizationServiceChanges { Name = Name, Description = Description, Contract = Contract };
        var steps = Steps;
        var service = Await(async cancel =>
        {
            var id = await Organization.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
            return await Acting.OrganizationServices.CreateAsync(id, about, steps, cancel).ConfigureAwait(false);
        });
        WriteWarning($"Keep the key pair of {Name}: it is in this result alone, and without it nobody can log in as the service.");
        WriteObject(service);
    }
}
