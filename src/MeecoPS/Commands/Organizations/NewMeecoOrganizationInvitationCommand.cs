using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>
/// Invites somebody as an organization, to become its member, or as a service, to become its customer. The invitation's
/// token goes to him by a way that nobody else reads.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoOrganizationInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoInvitation))]
public sealed class NewMeecoOrganizationInvitationCommand : MeecoBulkCmdlet<MeecoSession, MeecoInvitation>
{
    /// <summary>The session of the organization or service; the runspace's current session when it is not given.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
    public override MeecoSession? Session { get; set; }

    /// <summary>What the member may do; admin when it is not given. A service has no members.</summary>
    [Parameter(Position = 0)]
    public OrganizationRole? Role { get; set; }

    /// <summary>After how much time the invitation ends, in whole days; the server's choice when it is not given.</summary>
    [Parameter]
    public TimeSpan? ExpiresIn { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<MeecoSession> Inputs => [TakeSession()];

    /// <inheritdoc />
    protected override void Prepare()
    {
        // The session may come from the pipeline.
    }

    /// <inheritdoc />
    protected override bool Admit(MeecoSession input) => ShouldProcess(
        input.UserName,
        input.Kind == MeecoSessionKind.OrganizationService
            ? "Invite a customer"
            : $"Invite a member, {Role ?? OrganizationRole.Admin}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoInvitation> RunAsync(
        MeecoSession input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await input.OrganizationMembers.InviteAsync(Role, ExpiresIn, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(MeecoSession input) => input.UserName;
}
