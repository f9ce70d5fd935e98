using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>Logs out and zeroes the keys of the session; with <c>-Others</c>, ends the user's other sessions instead.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Meeco", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectMeecoCommand : MeecoSessionCmdlet
{
    /// <summary>The session to end; the runspace's current session when it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
    public override MeecoSession? Session { get; set; }

    /// <summary>Keeps this session and ends all others of its user, on whatever machine.</summary>
    [Parameter]
    public SwitchParameter Others { get; set; }

    /// <inheritdoc />
    protected override void Prepare()
    {
        // The session may come from the pipeline.
    }

    /// <inheritdoc />
    protected override void Process()
    {
        var session = Session ?? CurrentSession;
        if (!ShouldProcess(session.ToString(), Others ? "End all other sessions" : "Log out"))
        {
            return;
        }

        if (Others)
        {
            Await(session.User.LogOutOthersAsync);
            return;
        }

        try
        {
            Await(session.User.LogOutAsync);
        }
        finally
        {
            session.Dispose();
            RunspaceStore.Current.Forget(session);
        }
    }
}
