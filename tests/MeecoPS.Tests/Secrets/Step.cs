namespace MeecoPS.Tests.Secrets;

/// <summary>Commands that run together.</summary>
/// <param name="Script">The commands.</param>
/// <param name="InObjects">What their objects may hold, because it was asked for.</param>
/// <param name="InView">What a person may see on the screen.</param>
/// <param name="Errors">The ids of the errors that the commands must write.</param>
internal sealed record Step(
    string Script,
    SecretKind InObjects = SecretKind.None,
    SecretKind InView = SecretKind.None,
    params string[] Errors);
