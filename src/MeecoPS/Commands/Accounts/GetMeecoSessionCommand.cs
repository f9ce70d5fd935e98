using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>Lists the sessions that were connected in this runspace, or shows the current one.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoSession")]
[OutputType(typeof(MeecoSession))]
public sealed class GetMeecoSessionCommand : MeecoCmdlet
{
    /// <summary>Shows only the session that commands use which are given none.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <inheritdoc />
    protected override void Process()
    {
        var store = RunspaceStore.Current;
        if (!Current)
        {
            WriteObject(store.Sessions, enumerateCollection: true);
        }
        else if (store.CurrentSession is { } session)
        {
            WriteObject(session);
        }
    }
}
