namespace MeecoPS.Shell;

/// <summary>What the arguments ask for.</summary>
internal enum CommandKind
{
    /// <summary>A prompt, or the lines of a redirected standard input.</summary>
    Prompt,

    /// <summary>A script file with its arguments.</summary>
    File,

    /// <summary>Script text given as an argument.</summary>
    Text,

    /// <summary>The usage text.</summary>
    Usage,
}
