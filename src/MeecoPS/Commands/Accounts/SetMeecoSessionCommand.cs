using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Accounts;

/// <summary>Makes a session the current one of this runspace.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoSession", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoSession))]
public sealed class SetMeecoSessionCommand : MeecoCmdlet
{
    /// <summary>A connected session, of this runspace or of another.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
    public MeecoSession Session { get; set; } = null!;

    /// <summary>Hands on the session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override void Process()
    {
        if (Session.IsEnded)
        {
            throw ClientErrors.SessionEnded();
        }

        var isAdmitted = ShouldProcess(Session.ToString(), "Make it the current session");
        if (isAdmitted)
        {
            RunspaceStore.Current.MakeCurrent(Session);
        }

        HandOn(Session, PassThru, isAdmitted);
    }
}
