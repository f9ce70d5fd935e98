using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>Connects as a registered user, and makes the session the current one of the runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "Meeco")]
[OutputType(typeof(MeecoSession))]
public sealed class ConnectMeecoCommand : MeecoCmdlet
{
    private const string SecretVariable = "MEECO_SECRET_FILE";
    private const string PassphraseVariable = "MEECO_PASSWORD_FILE";

    // The user as soon as it is known who that is; till then where he is to be connected.
    private object? _target;

    /// <summary>The account secret, <c>1.user.groups</c>; from the file that <c>MEECO_SECRET_FILE</c> names, or asked for, when it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public SecureString? Secret { get; set; }

    /// <summary>The passphrase; from the file that <c>MEECO_PASSWORD_FILE</c> names, or asked for, when it is not given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>How long the session may live; the server's choice when it is not given.</summary>
    [Parameter]
    public TimeSpan? ValidFor { get; set; }

    /// <summary>Where to connect to; the runspace's environment when it is not given.</summary>
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
        _target = environment.KeystoreUrl;
        using var typedSecret = Secret is null ? Find(SecretVariable, "Account secret", nameof(Secret)) : null;
        _target = AccountService.UserNameOf(Secret ?? typedSecret!) ?? _target;
        using var typedPassphrase = Passphrase is null ? Find(PassphraseVariable, "Passphrase", nameof(Passphrase)) : null;
        var (secret, passphrase) = (Secret ?? typedSecret!, Passphrase ?? typedPassphrase!);
        var accounts = new AccountService(RunspaceStore.Current.Settings, Waits.Show);
        var session = Await(cancel => accounts.ConnectAsync(environment, passphrase, secret, ValidFor, cancel));
        RunspaceStore.Current.Remember(session);
        WriteObject(session);
    }

    private SecureString Find(string variable, string prompt, string parameter) =>
        System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path
            ? SecretFile.Read(GetUnresolvedProviderPathFromPSPath(path))
            : HostPrompt.Secret(Host, prompt) ?? throw MeecoErrors.SecretRequired(parameter);
}
