using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>
/// Lists the sessions that were connected in this runspace, or shows the current one; <c>-Refresh</c> asks the servers
/// whether and how long they live.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MeecoSession")]
[OutputType(typeof(MeecoSession))]
public sealed class GetMeecoSessionCommand : MeecoCmdlet
{
    /// <summary>Shows only the session that commands use which are given none.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <summary>Asks vault and keystore until when each session is valid, instead of showing what is known.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    /// <inheritdoc />
    protected override void Process()
    {
        var store = RunspaceStore.Current;
        IReadOnlyList<MeecoSession> current = store.CurrentSession is { } one ? [one] : [];
        foreach (var session in Current ? current : store.Sessions)
        {
            Ask(session);
            WriteObject(session);
        }
    }

    private void Ask(MeecoSession session)
    {
        if (!Refresh || session.IsEnded)
        {
            return;
        }

        try
        {
            Await(session.User.RefreshAsync);
        }
        catch (MeecoException error)
        {
            // The others can still be asked, and of this one is known what was known before.
            WriteError(MeecoErrors.From(error, session));
        }
    }
}
