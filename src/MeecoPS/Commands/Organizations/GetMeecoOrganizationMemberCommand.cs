using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>Lists the members of an organization that one owns, or reads one.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoOrganizationMember")]
[OutputType(typeof(MeecoOrganizationMember))]
public sealed class GetMeecoOrganizationMemberCommand : MeecoSessionCmdlet
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
    protected override object? ErrorTarget => Member ?? Organization.Source;

    /// <inheritdoc />
    protected override void Process()
    {
        var id = Await(cancel => Organization.ResolveIdAsync(Acting, cancel));
        if (Member is { } member)
        {
            WriteObject(Await(cancel => Acting.OrganizationMembers.ResolveAsync(id, member, cancel)));
        }
        else
        {
            Stream(Acting.OrganizationMembers.ListAsync(id, StopToken));
        }
    }
}
