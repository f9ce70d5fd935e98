using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Servers;

/// <summary>Lists the servers that this runspace has started and not stopped.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoServer")]
[OutputType(typeof(MeecoServer))]
public sealed class GetMeecoServerCommand : MeecoCmdlet
{
    /// <inheritdoc />
    protected override void Process() => WriteObject(RunspaceStore.Current.Servers, enumerateCollection: true);
}
