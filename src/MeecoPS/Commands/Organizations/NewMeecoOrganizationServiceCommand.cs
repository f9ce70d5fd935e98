using System.Management.Automation;
using System.Runtime.CompilerServices;
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
public sealed class NewMeecoOrganizationServiceCommand : MeecoBulkCmdlet<
    NewMeecoOrganizationServiceCommand.Wanted, MeecoOrganizationService>
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
    protected override IEnumerable<Wanted> Inputs => [new Wanted(Organization, Name, Description, Contract)];

    /// <inheritdoc />
    protected override bool Admit(Wanted input) => ShouldProcess($"{input.Name} of {input.Organization}", "Ask for the service");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationService> RunAsync(
        Wanted input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var about = new OrganizationServiceChanges { Name = input.Name, Description = input.Description, Contract = input.Contract };
        var id = await input.Organization.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        yield return await Acting.OrganizationServices.CreateAsync(id, about, progress: null, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override void Deliver(Wanted input, MeecoOrganizationService output)
    {
        WriteWarning(
            $"Keep the key pair of {input.Name}: it is in this result alone, and without it nobody can log in as the service.");
        WriteObject(output);
    }

    /// <inheritdoc />
    protected override object TargetOf(Wanted input) => input.Name;

    /// <summary>What one input asks for.</summary>
    /// <param name="Organization">The organization.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Description">What it is for.</param>
    /// <param name="Contract">What it undertakes.</param>
    public sealed record Wanted(OrganizationIdentity Organization, string Name, string? Description, string? Contract);
}
