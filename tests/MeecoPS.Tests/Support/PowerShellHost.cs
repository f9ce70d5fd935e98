namespace MeecoPS.Tests.Support;

/// <summary>A program that runs PowerShell scripts with the module.</summary>
public enum PowerShellHost
{
    /// <summary>The project's own shell.</summary>
    Shell,

    /// <summary>The pwsh that is installed, if there is one.</summary>
    Installed,
}
