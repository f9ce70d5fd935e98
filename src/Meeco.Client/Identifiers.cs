namespace Meeco;

/// <summary>Tells ids from names.</summary>
internal static class Identifiers
{
    /// <summary>Whether a text is an id, which is how every server of this protocol writes them: a UUID with dashes.</summary>
    /// <param name="text">What a user gave.</param>
    /// <returns>Whether to take it for an id; else it is a name.</returns>
    public static bool IsId(string text) => Guid.TryParseExact(text, "D", out _);
}
