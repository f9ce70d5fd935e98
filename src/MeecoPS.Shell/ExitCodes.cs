namespace MeecoPS.Shell;

/// <summary>What the shell's process answers where the script does not say; the numbers are those of pwsh and of sysexits.h.</summary>
internal static class ExitCodes
{
    /// <summary>The script, command or session came to its end.</summary>
    public const int Success = 0;

    /// <summary>An error that nobody caught ended the script or command.</summary>
    public const int Failed = 1;

    /// <summary>The arguments made no sense.</summary>
    public const int Usage = 64;

    /// <summary>The module could not be found or imported.</summary>
    public const int NotReady = 70;

    /// <summary>Ctrl+C ended the script or command: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;
}
