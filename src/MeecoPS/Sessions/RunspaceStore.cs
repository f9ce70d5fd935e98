using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Meeco;

namespace MeecoPS.Sessions;

/// <summary>
/// What one runspace remembers: its environment, its sessions and which of them is current, and the servers it started.
/// The table is weak, so a runspace that is gone takes its state with it.
/// </summary>
internal sealed class RunspaceStore
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceStore> States = [];

    private readonly Lock _gate = new();
    private readonly List<MeecoSession> _sessions = [];
    private readonly List<MeecoServer> _servers = [];
    private KeyPairReserve _keyPairs = new();
    private MeecoSession? _currentSession;
    private MeecoEnvironment? _environment;

    private RunspaceStore()
    {
    }

    /// <summary>The state of the runspace that the calling thread works for. Pipeline thread only.</summary>
    public static RunspaceStore Current => Of(Runspace.DefaultRunspace);

    /// <summary>How the runspace's sessions work: they take their key pairs from one reserve, which ends with the runspace.</summary>
    public ClientSettings Settings => ClientSettings.Default with { KeyPairs = _keyPairs };

    /// <summary>Where the runspace's new sessions connect to; null until it is set.</summary>
    public MeecoEnvironment? Environment
    {
        get
        {
            lock (_gate)
            {
                return _environment;
            }
        }

        set
        {
            lock (_gate)
            {
                _environment = value;
            }
        }
    }

    /// <summary>The session that commands use which are given none; null when there is none.</summary>
    public MeecoSession? CurrentSession
    {
        get
        {
            lock (_gate)
            {
                return _currentSession;
            }
        }
    }

    /// <summary>The sessions connected in this runspace and not yet disconnected, oldest first.</summary>
    public IReadOnlyList<MeecoSession> Sessions
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions];
            }
        }
    }

    /// <summary>The servers started in this runspace and not yet stopped, oldest first.</summary>
    public IReadOnlyList<MeecoServer> Servers
    {
        get
        {
            lock (_gate)
            {
                return [.. _servers];
            }
        }
    }

    /// <summary>The state of a runspace.</summary>
    /// <param name="runspace">The runspace.</param>
    /// <returns>Its state.</returns>
    public static RunspaceStore Of(Runspace runspace) => States.GetValue(runspace, Create);

    /// <summary>
    /// Has sessions that begin from now on take pairs that were made before. For tests, which need dozens and cannot wait
    /// seconds for each: no command leads here.
    /// </summary>
    /// <param name="privatePem">Gives the next private key, each once; null when there are no more.</param>
    public void TakeKeyPairsFrom(Func<string?> privatePem) =>
        _keyPairs = new KeyPairReserve(new GivenKeyPairs(privatePem), ahead: 0, System.Environment.ProcessorCount);

    /// <summary>Remembers a session, to be ended with the runspace, and makes it the current one.</summary>
    /// <param name="session">A session that was connected in this runspace.</param>
    public void Remember(MeecoSession session)
    {
        lock (_gate)
        {
            _sessions.Add(session);
            _currentSession = session;
        }
    }

    /// <summary>Remembers a session, to be ended with the runspace; the current one stays what it is.</summary>
    /// <param name="session">A session that was taken up in this runspace.</param>
    public void Keep(MeecoSession session)
    {
        lock (_gate)
        {
            _sessions.Add(session);
        }
    }

    /// <summary>
    /// Makes a session the current one. A session of another runspace is not remembered:
    /// it must outlive a runspace of <c>ForEach-Object -Parallel</c> that only used it.
    /// </summary>
    /// <param name="session">A connected session.</param>
    public void MakeCurrent(MeecoSession session)
    {
        lock (_gate)
        {
            _currentSession = session;
        }
    }

    /// <summary>Forgets a session. No other becomes current: that would be a change of user nobody asked for.</summary>
    /// <param name="session">A session that has ended.</param>
    public void Forget(MeecoSession session)
    {
        lock (_gate)
        {
            _sessions.Remove(session);
            if (ReferenceEquals(_currentSession, session))
            {
                _currentSession = null;
            }
        }
    }

    /// <summary>Remembers a server, to be ended with the runspace.</summary>
    /// <param name="server">A running server.</param>
    public void Remember(MeecoServer server)
    {
        lock (_gate)
        {
            _servers.Add(server);
        }
    }

    /// <summary>Forgets a server, and the environment if it pointed there.</summary>
    /// <param name="server">A stopped server.</param>
    public void Forget(MeecoServer server)
    {
        lock (_gate)
        {
            _servers.Remove(server);
            if (_environment?.VaultUrl == server.VaultUrl)
            {
                _environment = null;
            }
        }
    }

    /// <summary>Zeroes the keys of every session and of the reserve, and ends every server of this runspace.</summary>
    public void Clear()
    {
        IReadOnlyList<MeecoSession> sessions;
        IReadOnlyList<MeecoServer> servers;
        lock (_gate)
        {
            (sessions, servers) = ([.. _sessions], [.. _servers]);
            _sessions.Clear();
            _servers.Clear();
            (_currentSession, _environment) = (null, null);
        }

        _keyPairs.Clear();
        foreach (var session in sessions)
        {
            session.Dispose();
        }

        foreach (var server in servers)
        {
            server.Dispose();
        }
    }

    private static RunspaceStore Create(Runspace runspace)
    {
        var state = new RunspaceStore();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                state.Clear();
            }
        };
        return state;
    }
}
