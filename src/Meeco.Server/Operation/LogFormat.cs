namespace Meeco.Server.Operation;

/// <summary>How the log is written.</summary>
internal enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>A JSON object a line.</summary>
    Json,
}
