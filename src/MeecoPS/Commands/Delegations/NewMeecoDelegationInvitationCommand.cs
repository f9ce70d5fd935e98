using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>
/// Invites somebody to act for the user: a connected user, or with a token whoever is given it. Sharing gives access to
/// single items, and is to be preferred.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoDelegationInvitation", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(MeecoDelegationInvitation))]
public sealed class NewMeecoDelegationInvitationCommand : MeecoBulkCmdlet<
    NewMeecoDelegationInvitationCommand.Invited, MeecoDelegationInvitation>
{
    private const string NameSet = "Name";
    private const string ConnectionSet = "Connection";

    /// <summary>What the new connection will be called on this side.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = null!;

    /// <summary>The connected users to invite: objects, ids or exact names of connections.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ConnectionSet)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionIdentity[] Connection { get; set; } = [];

    /// <summary>What the delegate may do: read everything, by default, or also change data, or also manage the account.</summary>
    [Parameter(Position = 1)]
    public DelegationRole Role { get; set; } = DelegationRole.Reader;

    /// <summary>After how much time the invitation ends, in whole days; the server's choice when it is not given.</summary>
    [Parameter(ParameterSetName = NameSet)]
    public TimeSpan? ExpiresIn { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<Invited> Inputs =>
        ParameterSetName == NameSet ? [new Invited(Name, null)] : Connection.Select(connection => new Invited(null, connection));

    /// <inheritdoc />
    protected override bool Admit(Invited input) => ShouldProcess(input.ToString(), $"Invite to act for you as {Role}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoDelegationInvitation> RunAsync(
        Invited input, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (input.Connection is null)
        {
            yield return await Acting.DelegationInvitations
                .CreateAsync(input.Name!, Role, ExpiresIn, progress: null, cancel).ConfigureAwait(false);
        }
        else
        {
            var connection = await input.Connection.ResolveAsync(Acting, cancel).ConfigureAwait(false);
            yield return await Acting.DelegationInvitations.CreateAsync(connection, Role, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(Invited input) => input.Connection?.Source ?? input.Name!;

    /// <summary>Whom to invite.</summary>
    /// <param name="Name">What a new connection will be called; null for a connected user.</param>
    /// <param name="Connection">The connected user; null for whoever gets the token.</param>
    public sealed record Invited(string? Name, ConnectionIdentity? Connection)
    {
        /// <inheritdoc />
        public override string ToString() => Connection?.ToString() ?? Name!;
    }
}
