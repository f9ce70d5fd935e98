namespace Meeco;

/// <summary>Whether a server started by <c>Start-MeecoServer</c> still serves.</summary>
public enum MeecoServerState
{
    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process has ended, by <c>Stop-MeecoServer</c> or by itself.</summary>
    Stopped,
}
