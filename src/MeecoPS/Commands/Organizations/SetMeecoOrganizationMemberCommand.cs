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
public sealed class SetMeecoOrganizationMemberCommand
    : MeecoBulkCmdlet<(OrganizationMemberIdentity Member, OrganizationIdentity Organization, OrganizationRole Role), MeecoOrganizationMember>
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

    /// <summary>The new role.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public OrganizationRole Role { get; set; }

    /// <summary>Hands on the members as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<(OrganizationMemberIdentity Member, OrganizationIdentity Organization, OrganizationRole Role)> Inputs =>
        Member.Select(member => (member, Organization, Role));

    /// <inheritdoc />
    protected override bool Admit((OrganizationMemberIdentity Member, OrganizationIdentity Organization, OrganizationRole Role) input) =>
        ShouldProcess(input.Member.ToString(), $"Make the member {input.Role}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationMember> RunAsync(
        (OrganizationMemberIdentity Member, OrganizationIdentity Organization, OrganizationRole Role) input,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var member = await input.Member.ResolveAsync(Acting, input.Organization, cancel).ConfigureAwait(false);
        yield return await Acting.OrganizationMembers.ChangeRoleAsync(member, input.Role, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationMember> ForeseeAsync(
        (OrganizationMemberIdentity Member, OrganizationIdentity Organization, OrganizationRole Role) input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var member = await input.Member.ResolveAsync(Acting, input.Organization, cancel).ConfigureAwait(false);
        yield return member with { Role = input.Role };
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf((OrganizationMemberIdentity Member, OrganizationIdentity Organization, OrganizationRole Role) input) =>
        input.Member.Source;
}
