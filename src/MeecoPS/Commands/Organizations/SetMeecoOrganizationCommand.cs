using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Changes organizations that one asked for, while they wait for the operator.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoOrganization", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoOrganization))]
public sealed class SetMeecoOrganizationCommand : MeecoBulkCmdlet<OrganizationIdentity, MeecoOrganization>
{
    /// <summary>The organizations to change: objects, ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId", "Id")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity[] Organization { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>What it is; an empty text takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Where it is on the web; an empty text takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Url { get; set; }

    /// <summary>Where the operator of the server writes to; an empty text takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Email { get; set; }

    /// <summary>Hands on the organizations as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<OrganizationIdentity> Inputs => Organization;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        if (IsNothingGiven && !MyInvocation.ExpectingInput && Organization.All(each => each.Changes is null))
        {
            throw ClientErrors.NothingToChange();
        }
    }

    /// <inheritdoc />
    protected override bool Admit(OrganizationIdentity input) =>
        ShouldProcess(IsNothingGiven && input.Changes is null ? throw ClientErrors.NothingToChange() : input.ToString(), "Change the organization");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganization> RunAsync(
        OrganizationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        yield return await Acting.Organizations.UpdateAsync(id, Changes(input), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganization> ForeseeAsync(
        OrganizationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return Changes(input).ApplyTo(await input.ReadAsync(Acting, cancel).ConfigureAwait(false));
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    // What was read from a file brings its changes with it; what is given here stands in their place.
    private bool IsNothingGiven => (Name ?? Description ?? Url ?? Email) is null;

    private OrganizationChanges Changes(OrganizationIdentity input) => IsNothingGiven ? input.Changes! : new OrganizationChanges { Name = Name, Description = Description, Url = Url, Email = Email };

    /// <inheritdoc />
    protected override object TargetOf(OrganizationIdentity input) => input.Source;
}
