using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Lists the members of an organization that one owns, or reads one.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoOrganizationMember")]
[OutputType(typeof(MeecoOrganizationMember))]
public sealed class GetMeecoOrganizationMemberCommand : MeecoBulkCmdlet<OrganizationIdentity, MeecoOrganizationMember>
{
    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The member to read: the id of membership or user, or the exact full name or e-mail address; all when it is not given.</summary>
    [Parameter(Position = 1)]
    [Alias("MemberId")]
    [ValidateNotNull]
    public string? Member { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<OrganizationIdentity> Inputs => [Organization];

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoOrganizationMember> RunAsync(
        OrganizationIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = await input.ResolveIdAsync(Acting, cancel).ConfigureAwait(false);
        if (Member is { } member)
        {
            yield return await Acting.OrganizationMembers.ResolveAsync(id, member, cancel).ConfigureAwait(false);
            yield break;
        }

        await foreach (var one in Acting.OrganizationMembers.ListAsync(id, cancel).ConfigureAwait(false))
        {
            yield return one;
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(OrganizationIdentity input) => Member ?? input.Source;
}
