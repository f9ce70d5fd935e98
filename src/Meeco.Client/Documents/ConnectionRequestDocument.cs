namespace Meeco;

/// <summary>Two users to be connected, before their sessions are taken up.</summary>
/// <param name="From">The one user.</param>
/// <param name="To">The other user.</param>
/// <param name="FromName">What the other calls the one.</param>
/// <param name="ToName">What the one calls the other.</param>
internal sealed record ConnectionRequestDocument(SessionDocument From, SessionDocument To, string? FromName, string? ToName);
