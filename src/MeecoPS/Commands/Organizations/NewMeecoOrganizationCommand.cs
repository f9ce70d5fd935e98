using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>
/// Asks for an organization. Its key pair is made here and is in the result alone; whoever loses it can never again act as
/// the organization.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoOrganization", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoOrganization))]
public sealed class NewMeecoOrganizationCommand : MeecoBulkCmdlet<NewMeecoOrganizationCommand.Wanted, MeecoOrganization>
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
    protected override IEnumerable<Wanted> Inputs => [new Wanted(Name, Description, Url, Email)];

    /// <inheritdoc />
    protected override bool Admit(Wanted input) => ShouldProcess(input.Name, "Ask for the organization");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganization> RunAsync(
        Wanted input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var about = new OrganizationChanges { Name = input.Name, Description = input.Description, Url = input.Url, Email = input.Email };
        yield return await Acting.Organizations.CreateAsync(about, progress: null, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override void Deliver(Wanted input, MeecoOrganization output)
    {
        WriteWarning(
            $"Keep the key pair of {input.Name}: it is in this result alone, and without it nobody can log in as the organization.");
        WriteObject(output);
    }

    /// <inheritdoc />
    protected override object TargetOf(Wanted input) => input.Name;

    /// <summary>What one input asks for.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Description">What it is.</param>
    /// <param name="Url">Where it is on the web.</param>
    /// <param name="Email">Where the operator of the server writes to.</param>
    public sealed record Wanted(string Name, string? Description, string? Url, string? Email);
}
