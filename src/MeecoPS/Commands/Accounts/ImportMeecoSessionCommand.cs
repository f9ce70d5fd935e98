using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Errors;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>Takes up a session that <c>Export-MeecoSession</c> wrote, and makes it the current one of the runspace.</summary>
[Cmdlet(VerbsData.Import, "MeecoSession", DefaultParameterSetName = ExportMeecoSessionCommand.FileSet)]
[OutputType(typeof(MeecoSession))]
public sealed class ImportMeecoSessionCommand : MeecoCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ExportMeecoSessionCommand.FileSet)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The vault that it is in, by the name that it is registered under.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExportMeecoSessionCommand.VaultSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string Vault { get; set; } = null!;

    /// <summary>What the secret is called in the vault.</summary>
    [Parameter(Position = 0, ParameterSetName = ExportMeecoSessionCommand.VaultSet)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = ExportMeecoSessionCommand.DefaultName;

    /// <summary>The passphrase that it was sealed with; asked for when it is needed and not given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => ParameterSetName == ExportMeecoSessionCommand.VaultSet ? Vault : Path;

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override void Process()
    {
        // What was exported says where the servers are; how long to wait for them is a matter of this shell.
        var settings = RunspaceStore.Current.Settings;
        settings = RunspaceStore.Current.Environment?.Limit(settings) ?? settings;
        var accounts = new AccountService(settings, Waits.Show);
        var session = ParameterSetName == ExportMeecoSessionCommand.VaultSet ? FromVault(accounts) : FromFile(accounts);
        RunspaceStore.Current.Remember(session);
        WriteObject(session);
    }

    private MeecoSession FromFile(AccountService accounts)
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        using var typed = Passphrase is null ? Ask("Passphrase of the file") : null;
        var passphrase = Passphrase ?? typed!;
        return Await(cancel => SessionFile.ReadAsync(path, passphrase, accounts, cancel));
    }

    private MeecoSession FromVault(AccountService accounts)
    {
        var vault = new SecretVault(this, Vault);
        using var secret = vault.Get(Name);
        using var typed = Passphrase is null && SessionSecret.IsSealed(secret) ? Ask("Passphrase of the saved session") : null;
        return Await(cancel => SessionSecret.ReadAsync(vault.Place(Name), secret, Passphrase ?? typed, accounts, cancel));
    }

    private SecureString Ask(string what) => HostPrompt.Secret(Host, what) ?? throw MeecoErrors.SecretRequired(nameof(Passphrase));
}
