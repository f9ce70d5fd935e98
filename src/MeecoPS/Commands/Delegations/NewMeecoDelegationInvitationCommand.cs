using System.Management.Automation;
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
public sealed class NewMeecoDelegationInvitationCommand : MeecoSessionCmdlet
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
    protected override object? ErrorTarget => ParameterSetName == NameSet ? Name : Connection.FirstOrDefault()?.Source;

    /// <inheritdoc />
    protected override void Process()
    {
        if (ParameterSetName == NameSet)
        {
            if (ShouldProcess(Name, $"Invite to act for you as {Role}"))
            {
                var steps = Steps;
                WriteObject(Await(cancel => Acting.DelegationInvitations.CreateAsync(Name, Role, ExpiresIn, steps, cancel)));
            }

            return;
        }

        foreach (var connection in Connection)
        {
            if (ShouldProcess(connection.ToString(), $"Invite to act for you as {Role}"))
            {
                WriteObject(Await(cancel => InviteAsync(connection, cancel)));
            }
        }
    }

    private async Task<MeecoDelegationInvitation> InviteAsync(ConnectionIdentity input, CancellationToken cancel)
    {
        var connection = await input.ResolveAsync(Acting, cancel).ConfigureAwait(false);
        return await Acting.DelegationInvitations.CreateAsync(connection, Role, cancel).ConfigureAwait(false);
    }
}
