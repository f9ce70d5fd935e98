using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>
/// Writes a session to a file that only its owner reads, sealed under a passphrase, or into a vault of SecretManagement;
/// <c>Import-MeecoSession</c> takes it up again.
/// </summary>
[Cmdlet(VerbsData.Export, "MeecoSession", DefaultParameterSetName = FileSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), ParameterSetName = [FileSet])]
[OutputType(typeof(void), ParameterSetName = [VaultSet])]
public sealed class ExportMeecoSessionCommand : MeecoSessionCmdlet
{
    internal const string FileSet = "File";
    internal const string VaultSet = "Vault";
    internal const string DefaultName = "MeecoSession";

    /// <summary>The session to write; the runspace's current session when it is not given.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
    public override MeecoSession? Session { get; set; }

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The vault to store it in, by the name that it is registered under.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string Vault { get; set; } = null!;

    /// <summary>What the secret is called in the vault.</summary>
    [Parameter(Position = 0, ParameterSetName = VaultSet)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = DefaultName;

    /// <summary>Seals the session: asked for, twice, when it is not given for a file; a vault keeps it without one, too.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>Replaces a file or a secret of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the file.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => ParameterSetName == VaultSet ? Vault : Path;

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override void Prepare()
    {
        // The session may come from the pipeline.
    }

    /// <inheritdoc />
    protected override void Process()
    {
        var session = TakeSession();
        if (ParameterSetName == VaultSet)
        {
            Store(session);
        }
        else
        {
            Write(session);
        }
    }

    private void Store(MeecoSession session)
    {
        var vault = new SecretVault(this, Vault);
        if (ShouldProcess($"{Vault}: {Name}", $"Export the session of {session}"))
        {
            using var secret = Await(cancel => SessionSecret.WriteAsync(session, Passphrase, cancel));
            vault.Set(Name, secret, Force);
        }
    }

    private void Write(MeecoSession session)
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        var isAdmitted = ShouldProcess(path, $"Export the session of {session}");
        if (isAdmitted)
        {
            using var typed = Passphrase is null ? Secrets.AskTwice(Host, "Passphrase of the file") : null;
            var passphrase = Passphrase ?? typed!;
            var overwrite = Force.IsPresent;
            Await(cancel => SessionFile.WriteAsync(session, path, passphrase, overwrite, cancel));
        }

        HandOn(FilePaths.Item(this, new FileInfo(path)), PassThru, isAdmitted);
    }
}
