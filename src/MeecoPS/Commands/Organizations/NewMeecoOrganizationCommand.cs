using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>
/// Asks for an organization. Its key pair is made here and is in the result alone; whoever loses it can never again act as
/// the organization.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoOrganization", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoOrganization))]
public sealed class NewMeecoOrganizationCommand : MeecoSessionCmdlet
{
    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = null!;

    /// <summary>What it is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Where it is on the web.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Url { get; set; }

    /// <summary>Where the operator of the server writes to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Email { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        if (!ShouldProcess(Name, "Ask for the organization"))
        {
            return;
        }

        var about = new OrganizationChanges { Name = Name, Description = Description, Url = Url, Email = Email };
        var steps = Steps;
        var organization = Await(cancel => Acting.Organizations.CreateAsync(about, steps, cancel));
        WriteWarning(
            $"Keep the key pair of {Name}: it is in this result alone, and without it nobody can log in as the organization.");
        WriteObject(organization);
    }
}
