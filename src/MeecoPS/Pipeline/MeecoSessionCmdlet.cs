using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Errors;
using MeecoPS.Sessions;

namespace MeecoPS.Pipeline;

/// <summary>A cmdlet that acts as a connected user.</summary>
public abstract class MeecoSessionCmdlet : MeecoCmdlet
{
    /// <summary>The session to use; the runspace's current session when it is not given.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
    public virtual MeecoSession? Session { get; set; }

    /// <summary>The session this command acts through.</summary>
    private protected MeecoSession Acting { get; private set; } = null!;

    /// <summary>The runspace's current session. Pipeline thread only.</summary>
    private protected static MeecoSession CurrentSession =>
        RunspaceStore.Current.CurrentSession ?? throw MeecoErrors.NotConnected();

    /// <inheritdoc />
    protected override void Prepare() => Acting = TakeSession();

    /// <summary>The session to use. For commands to which it comes from the pipeline; the others have <see cref="Acting"/>.</summary>
    /// <returns>A session that has not been ended here.</returns>
    /// <exception cref="MeecoException"><c>NotConnected</c>; <c>SessionEnded</c>, before anything is asked.</exception>
    private protected MeecoSession TakeSession()
    {
        var session = Session ?? CurrentSession;
        if (session.IsEnded)
        {
            throw ClientErrors.SessionEnded();
        }

        Hear(session);
        return session;
    }
}
