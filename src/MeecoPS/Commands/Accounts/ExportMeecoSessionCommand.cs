using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Accounts;

/// <summary>
/// Writes a session to a file that only its owner reads, sealed under a passphrase; <c>Import-MeecoSession</c> takes it up
/// again.
/// </summary>
[Cmdlet(VerbsData.Export, "MeecoSession", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMeecoSessionCommand : MeecoSessionCmdlet
{
    /// <summary>The session to write; the runspace's current session when it is not given.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public override MeecoSession? Session { get; set; }

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The passphrase of the file; asked for, twice, when it is not given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>Replaces a file of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Path;

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
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, $"Export the session of {session}"))
        {
            return;
        }

        using var typed = Passphrase is null ? Secrets.AskTwice(Host, "Passphrase of the file") : null;
        var passphrase = Passphrase ?? typed!;
        var overwrite = Force.IsPresent;
        Await(cancel => SessionFile.WriteAsync(session, path, passphrase, overwrite, cancel));
        if (PassThru)
        {
            WriteObject(FilePaths.Item(this, new FileInfo(path)));
        }
    }
}
