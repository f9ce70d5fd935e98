using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Gives members of an organization another role.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoOrganizationMember", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoOrganizationMember))]
public sealed class SetMeecoOrganizationMemberCommand : MeecoBulkCmdlet<OrganizationMemberIdentity, MeecoOrganizationMember>
{
    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The members: objects, ids of membership or user, exact full names or e-mail addresses.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("MemberId")]
    public OrganizationMemberIdentity[] Member { get; set; } = [];

    /// <summary>The new role.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    public OrganizationRole Role { get; set; }

    /// <summary>Hands on the members as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<OrganizationMemberIdentity> Inputs => Member;

    /// <inheritdoc />
    protected override bool Admit(OrganizationMemberIdentity input) => ShouldProcess(input.ToString(), $"Make the member {Role}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationMember> RunAsync(
        OrganizationMemberIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var member = await input.ResolveAsync(Acting, Organization, cancel).ConfigureAwait(false);
        yield return await Acting.OrganizationMembers.ChangeRoleAsync(member, Role, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override void Deliver(OrganizationMemberIdentity input, MeecoOrganizationMember output)
    {
        if (PassThru)
        {
            WriteObject(output);
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(OrganizationMemberIdentity input) => input.Source;
}
