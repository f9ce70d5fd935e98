using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Environments;

/// <summary>Shows where new sessions of this runspace connect to, nothing when that has not been set; or what a file says.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoEnvironment")]
[OutputType(typeof(MeecoEnvironment))]
public sealed class GetMeecoEnvironmentCommand : MeecoCmdlet
{
    /// <summary>An environment file of Meeco's CLI to show; nothing is set.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Accepts a file that names another machine by plain http: session tokens then travel in clear.</summary>
    [Parameter]
    public SwitchParameter AllowInsecure { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Path;

    /// <inheritdoc />
    protected override void Process()
    {
        var environment = RunspaceStore.Current.Environment;
        if (Path is not null)
        {
            var (path, allowInsecure) = (GetUnresolvedProviderPathFromPSPath(Path), AllowInsecure.IsPresent);
            environment = Await(cancel => EnvironmentFile.ReadAsync(path, allowInsecure, cancel));
        }

        if (environment is not null)
        {
            WriteObject(environment);
        }
    }
}
