using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Lists organizations, or reads some by id or exact name.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoOrganization", DefaultParameterSetName = ListSet)]
[OutputType(typeof(MeecoOrganization))]
public sealed class GetMeecoOrganizationCommand : MeecoBulkCmdlet<OrganizationIdentity, MeecoOrganization>
{
    private const string ListSet = "List";
    private const string OrganizationSet = "Organization";

    /// <summary>The organizations to read: objects, ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = OrganizationSet)]
    [Alias("OrganizationId", "Id")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity[]? Organization { get; set; }

    /// <summary>Which are listed: all that are validated, one's own requests, or those one is a member of.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public OrganizationMode Mode { get; set; }

    /// <summary>Only organizations with one of these names; wildcards allowed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Name { get; set; }

    /// <summary>At most this many, the newest.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc />
    protected override IEnumerable<OrganizationIdentity> Inputs => Organization ?? [];

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName == OrganizationSet)
        {
            base.Process();
            return;
        }

        var names = new NamePatterns(Name);
        Stream(Acting.Organizations.ListAsync(Mode, StopToken)
            .Where(organization => names.Fits(organization.Name))
            .Take(First));
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganization> RunAsync(
        OrganizationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await input.ReadAsync(Acting, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(OrganizationIdentity input) => input.Source;
}
