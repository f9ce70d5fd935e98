using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>Takes up a session that <c>Export-MeecoSession</c> wrote, and makes it the current one of the runspace.</summary>
[Cmdlet(VerbsData.Import, "MeecoSession")]
[OutputType(typeof(MeecoSession))]
public sealed class ImportMeecoSessionCommand : MeecoCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The passphrase of the file; asked for when it is not given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Path;

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override void Process()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        using var typed = Passphrase is null
            ? HostPrompt.Secret(Host, "Passphrase of the file") ?? throw MeecoErrors.SecretRequired(nameof(Passphrase))
            : null;
        var passphrase = Passphrase ?? typed!;

        // The file says where the servers are; how long to wait for them is a matter of this shell.
        var settings = RunspaceStore.Current.Settings;
        settings = RunspaceStore.Current.Environment?.Limit(settings) ?? settings;
        var accounts = new AccountService(settings, Waits.Show);
        var session = Await(cancel => SessionFile.ReadAsync(path, passphrase, accounts, cancel));
        RunspaceStore.Current.Remember(session);
        WriteObject(session);
    }
}
