using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Ends memberships; the members stay connected to the organization.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoOrganizationMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoOrganizationMemberCommand : MeecoBulkCmdlet<OrganizationMemberIdentity, MeecoOrganizationMember>
{
    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The members: objects, ids of membership or user, exact full names or e-mail addresses.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("MemberId")]
    [ArgumentCompleter(typeof(OrganizationMemberCompleter))]
    public OrganizationMemberIdentity[] Member { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<OrganizationMemberIdentity> Inputs => Member;

    /// <inheritdoc />
    protected override bool Admit(OrganizationMemberIdentity input) => ShouldProcess(input.ToString(), "End the membership");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationMember> RunAsync(
        OrganizationMemberIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var member = await input.ResolveAsync(Acting, Organization, cancel).ConfigureAwait(false);
        await Acting.OrganizationMembers.RemoveAsync(member, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(OrganizationMemberIdentity input) => input.Source;
}
