using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Sessions;

namespace MeecoPS.Pipeline;

/// <summary>A cmdlet that acts as a connected user.</summary>
public abstract class MeecoSessionCmdlet : MeecoCmdlet
{
    /// <summary>The session to use; the runspace's current session when it is not given.</summary>
    [Parameter]
    [ValidateNotNull]
    public virtual MeecoSession? Session { get; set; }

    /// <summary>The session this command acts through.</summary>
    private protected MeecoSession Acting { get; private set; } = null!;

    /// <summary>The runspace's current session. Pipeline thread only.</summary>
    private protected static MeecoSession CurrentSession =>
        RunspaceStore.Current.CurrentSession ?? throw MeecoErrors.NotConnected();

    /// <inheritdoc />
    protected override void Prepare()
    {
        Acting = Session ?? CurrentSession;
        if (Acting.IsEnded)
        {
            // Said once and before anything is asked, not for every input.
            throw ClientErrors.SessionEnded();
        }
    }
}
