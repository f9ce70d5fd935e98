namespace Meeco;

/// <summary>A pause before calls go on, for somebody who wonders what a command is doing.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Server">Who is waited for.</param>
/// <param name="Time">How long.</param>
internal sealed record CallWait(CallWaitReason Reason, Uri? Server, TimeSpan Time);
