namespace Meeco;

/// <summary>What a log-in or registration comes to; the tokens are with the calls that it made.</summary>
/// <param name="Keys">The user's keys, owned by whoever receives this.</param>
/// <param name="UserId">The user's id at the vault.</param>
/// <param name="ValidUntil">When the first of the two sessions ends.</param>
internal sealed record OpenedAccount(SessionKeys Keys, string UserId, DateTimeOffset ValidUntil)
{
    /// <summary>The name of the type: keys never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(OpenedAccount);
}
