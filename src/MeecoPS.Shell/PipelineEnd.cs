namespace MeecoPS.Shell;

/// <summary>How a pipeline came to its end.</summary>
internal enum PipelineEnd
{
    /// <summary>It ran through, with or without errors on the way.</summary>
    Completed,

    /// <summary>An error that nobody caught ended it; the error has been shown.</summary>
    Failed,

    /// <summary>Ctrl+C ended it.</summary>
    Interrupted,
}
