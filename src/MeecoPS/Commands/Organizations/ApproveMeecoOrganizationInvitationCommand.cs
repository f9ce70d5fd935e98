using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Organizations;

/// <summary>
/// Accepts the invitation of an organization or a service: shows what it binds the user to and asks; <c>-Force</c> agrees
/// without asking. Who does not agree changes nothing.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "MeecoOrganizationInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoConnection))]
public sealed class ApproveMeecoOrganizationInvitationCommand : MeecoBulkCmdlet<
    ApproveMeecoOrganizationInvitationCommand.Offer, MeecoConnection>
{
    /// <summary>The token of the invitation.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Token { get; set; } = null!;

    /// <summary>What the connection will be called on this side; the name of the organization or service when it is not given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Agrees without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<Offer> Inputs => [new Offer(Token, Name)];

    /// <inheritdoc />
    protected override bool Admit(Offer input)
    {
        // Read now: what is agreed to is what the server will do, not what an old object says (rule 18).
        var purpose = Await(cancel => Acting.OrganizationMembers.ReadPurposeAsync(input.Token, cancel));
        var name = purpose.Service?.Name ?? purpose.Organization.Name;
        var who = HostPrompt.Printable(name);
        input.Name ??= name;
        return ShouldProcess(who, purpose.Service is null ? $"Become a member, {purpose.Role}" : "Become a customer")
            && (Force || Agrees(purpose, who));
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoConnection> RunAsync(
        Offer input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Invitations.AcceptAsync(input.Token, input.Name, progress: null, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object? TargetOf(Offer input) => Name;

    private bool Agrees(OrganizationPurpose purpose, string who)
    {
        var organization = HostPrompt.Printable(purpose.Organization.Name);
        var effect = purpose switch
        {
            { Service: { } service } => $"You will be connected to the service {who} of {organization}, which may then share with you, "
                + $"and you with it.{Contract(service)}",
            { Role: OrganizationRole.Owner } => $"You will be an owner of {organization}: you can act as the organization, and manage its "
                + "members and services.",
            _ => $"You will be an admin of {organization}: you can manage its services and act as each of them.",
        };
        var question = $"{effect}{Environment.NewLine}Organization id: {purpose.Organization.Id}{Environment.NewLine}Do you agree?";
        return HostPrompt.Consent(Host, $"Invitation from {who}", question) ?? throw MeecoErrors.ConsentToInvitationRequired();
    }

    private static string Contract(MeecoOrganizationService service) =>
        service.Contract is { } contract ? $"{Environment.NewLine}Its contract: {HostPrompt.Printable(contract)}" : string.Empty;

    /// <summary>One invitation.</summary>
    /// <param name="token">Its token.</param>
    /// <param name="name">What the connection will be called on this side; null until it is known who invites.</param>
    public sealed class Offer(string token, string? name)
    {
        internal string Token { get; } = token;

        internal string? Name { get; set; } = name;
    }
}
