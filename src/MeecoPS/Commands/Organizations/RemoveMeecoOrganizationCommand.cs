using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Takes back requests for organizations; what is validated stays.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoOrganization", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoOrganizationCommand : MeecoBulkCmdlet<OrganizationIdentity, MeecoOrganization>
{
    /// <summary>The organizations: objects, ids or exact names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId", "Id")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity[] Organization { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<OrganizationIdentity> Inputs => Organization;

    /// <inheritdoc />
    protected override bool Admit(OrganizationIdentity input) => ShouldProcess(input.ToString(), "Take the request back");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganization> RunAsync(
        OrganizationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        await Acting.Organizations.RemoveAsync(id, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(OrganizationIdentity input) => input.Source;
}
