using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Environments;

/// <summary>Shows where new sessions of this runspace connect to; nothing when that has not been set.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoEnvironment")]
[OutputType(typeof(MeecoEnvironment))]
public sealed class GetMeecoEnvironmentCommand : MeecoCmdlet
{
    /// <inheritdoc />
    protected override void Process()
    {
        if (RunspaceStore.Current.Environment is { } environment)
        {
            WriteObject(environment);
        }
    }
}
