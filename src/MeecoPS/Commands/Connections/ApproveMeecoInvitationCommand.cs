using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Accepts an invitation: the two users are connected and can share, or, in the multistep workflow, will be when the
/// sender confirms. An invitation that makes more of its recipient is refused: another command says what it does.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "MeecoInvitation", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoConnection), typeof(MeecoInvitation))]
public sealed class ApproveMeecoInvitationCommand : MeecoBulkCmdlet<InvitationToApprove, object>
{
    private IReadOnlyDictionary<string, string>? _data;

    /// <summary>The token of the invitation.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Token { get; set; } = null!;

    /// <summary>What the connection will be called on this side.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The passphrase of the shares that were prepared with the invitation; asked for when it is needed and not given.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>Agrees to the terms of the shares that were prepared, too.</summary>
    [Parameter]
    public SwitchParameter AcceptShare { get; set; }

    /// <summary>In the multistep workflow: how the user introduces himself to the sender, who alone can read it.</summary>
    [Parameter]
    [ValidateLength(1, 100)]
    public string? Introduction { get; set; }

    /// <summary>In the multistep workflow: short texts for the sender. The server reads them too.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Data { get; set; }

    /// <summary>Becomes a customer of a service without being asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        _data = InvitationData.Read(Data);
    }

    /// <inheritdoc />
    protected override IEnumerable<InvitationToApprove> Inputs => [new InvitationToApprove(Token)];

    /// <inheritdoc />
    protected override bool Admit(InvitationToApprove input)
    {
        var invitation = Await(cancel => Acting.Invitations.GetAsync(input.Token, cancel));
        input.Take(invitation, Acting.UserId);
        if (!ShouldProcess(Name ?? InvitationEffects.Sender(invitation), "Connect")
            || !(Force || InvitationEffects.AgreesToService(invitation, Host)))
        {
            return false;
        }

        if (input.IsLocked && Passphrase is null)
        {
            input.Typed = HostPrompt.Secret(Host, "Passphrase for the prepared shares") ?? throw MeecoErrors.SecretRequired(nameof(Passphrase));
        }

        return true;
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<object> RunAsync(
        InvitationToApprove input, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var typed = input.Typed;
        var answer = new AcceptedInvitation
        {
            Name = Name,
            Passphrase = Passphrase ?? typed,
            AcceptShares = AcceptShare,
            Introduction = Introduction,
            Data = _data,
        };
        var step = await Acting.Invitations.AcceptAsync(input.Invitation, answer, progress: null, cancel).ConfigureAwait(false);
        yield return step.Connection is { } connection ? connection : step.Invitation!;
    }

    /// <inheritdoc />
    protected override void Deliver(InvitationToApprove input, object output)
    {
        if (output is MeecoConnection connection)
        {
            this.WarnOfLostShares(connection);
        }
        else
        {
            WriteVerbose("The sender has to confirm with Confirm-MeecoInvitation.");
        }

        WriteObject(output);
    }

    /// <inheritdoc />
    protected override object? TargetOf(InvitationToApprove input) => Name;
}
