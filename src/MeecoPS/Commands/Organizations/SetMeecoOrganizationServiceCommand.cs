using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Changes services that are not validated.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoOrganizationService", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoOrganizationService))]
public sealed class SetMeecoOrganizationServiceCommand : MeecoBulkCmdlet<OrganizationServiceIdentity, MeecoOrganizationService>
{
    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The services to change: objects, ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(OrganizationServiceCompleter))]
    public OrganizationServiceIdentity[] Service { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>What it is for; an empty text takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>What it undertakes; an empty text takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Contract { get; set; }

    /// <summary>Hands on the services as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<OrganizationServiceIdentity> Inputs => Service;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        if (IsNothingGiven && !MyInvocation.ExpectingInput && Service.All(each => each.Changes is null))
        {
            throw ClientErrors.NothingToChange();
        }
    }

    /// <inheritdoc />
    protected override bool Admit(OrganizationServiceIdentity input) =>
        ShouldProcess(IsNothingGiven && input.Changes is null ? throw ClientErrors.NothingToChange() : input.ToString(), "Change the service");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationService> RunAsync(
        OrganizationServiceIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var service = await input.ResolveAsync(Acting, Organization, cancel).ConfigureAwait(false);
        yield return await Acting.OrganizationServices.UpdateAsync(service, Changes(input), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationService> ForeseeAsync(
        OrganizationServiceIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return Changes(input).ApplyTo(await input.ReadAsync(Acting, Organization, cancel).ConfigureAwait(false));
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    // What was read from a file brings its changes with it; what is given here stands in their place.
    private bool IsNothingGiven => (Name ?? Description ?? Contract) is null;

    private OrganizationServiceChanges Changes(OrganizationServiceIdentity input) => IsNothingGiven ? input.Changes! : new OrganizationServiceChanges { Name = Name, Description = Description, Contract = Contract };

    /// <inheritdoc />
    protected override object TargetOf(OrganizationServiceIdentity input) => input.Source;
}
