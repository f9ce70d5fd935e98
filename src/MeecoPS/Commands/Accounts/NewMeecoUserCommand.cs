using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>
/// Registers a user and connects as him. The account secret is made here; it must be kept, for without it and the
/// passphrase nobody can read the user's data again.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoUser", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoSession))]
public sealed class NewMeecoUserCommand : MeecoCmdlet
{
    private object? _target;

    /// <summary>The passphrase; asked for, twice, when it is not given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>The account secret of a registration that was interrupted, to finish it.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Secret { get; set; }

    /// <summary>Where to register; the runspace's environment when it is not given.</summary>
    [Parameter]
    [ValidateNotNull]
    public MeecoEnvironment? Environment { get; set; }

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override object? ErrorTarget => _target;

    /// <inheritdoc />
    protected override void Process()
    {
        var environment = Environment ?? RunspaceStore.Current.Environment ?? throw MeecoErrors.EnvironmentNotSet();
        _target = (Secret is null ? null : AccountService.UserNameOf(Secret)) ?? (object)environment.KeystoreUrl;
        if (!ShouldProcess(environment.ToString(), "Register a user"))
        {
            return;
        }

        using var typed = Passphrase is null ? Secrets.AskTwice(Host, "Passphrase") : null;
        var passphrase = Passphrase ?? typed!;
        var steps = Steps;
        var accounts = new AccountService(RunspaceStore.Current.Settings, Waits.Show);
        var session = Await(cancel => accounts.RegisterAsync(environment, passphrase, Secret, steps, cancel));
        RunspaceStore.Current.Remember(session);
        WriteWarning(
            $"Keep the account secret of {session.UserName}: with the passphrase it is the only way to this user's data. "
            + "Get-MeecoAccountSecret -AsPlainText shows it.");
        WriteObject(session);
    }
}
