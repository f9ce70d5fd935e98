namespace Meeco;

/// <summary>Where vault and keystore are, and how to present oneself to them.</summary>
public sealed record MeecoEnvironment
{
    /// <summary>Describes an environment.</summary>
    /// <param name="vaultUrl">The absolute address of the vault; a slash at its end is dropped.</param>
    /// <param name="keystoreUrl">The absolute address of the keystore; a slash at its end is dropped.</param>
    /// <param name="vaultSubscriptionKey">The key of this application at the vault, if it wants one.</param>
    /// <param name="keystoreSubscriptionKey">The key of this application at the keystore, if it wants one.</param>
    /// <param name="allowInsecure">Whether plain http is allowed to reach another machine.</param>
    /// <exception cref="MeecoException">
    /// <c>InvalidEnvironment</c>: an address is not absolute http(s), or holds a query or a user name;
    /// <c>InsecureEnvironment</c>: plain http to another machine, without <paramref name="allowInsecure"/>.
    /// </exception>
    public MeecoEnvironment(
        Uri vaultUrl,
        Uri keystoreUrl,
        string? vaultSubscriptionKey = null,
        string? keystoreSubscriptionKey = null,
        bool allowInsecure = false)
    {
        VaultUrl = Checked(vaultUrl, allowInsecure);
        KeystoreUrl = Checked(keystoreUrl, allowInsecure);
        VaultSubscriptionKey = vaultSubscriptionKey;
        KeystoreSubscriptionKey = keystoreSubscriptionKey;
        AllowInsecure = allowInsecure;
    }

    /// <summary>The address of the vault, without a slash at its end.</summary>
    public Uri VaultUrl { get; }

    /// <summary>The address of the keystore, without a slash at its end.</summary>
    public Uri KeystoreUrl { get; }

    /// <summary>Whether plain http may reach another machine; loopback addresses always may.</summary>
    public bool AllowInsecure { get; }

    /// <summary>How long one try of a call may take, answer included; null for the usual time. A call that can be repeated is.</summary>
    public TimeSpan? TryTimeout { get; init; }

    /// <summary>How long a call may take with all its tries and waits; null for the usual time.</summary>
    public TimeSpan? CallTimeout { get; init; }

    internal string? VaultSubscriptionKey { get; }

    internal string? KeystoreSubscriptionKey { get; }

    /// <summary>The two addresses.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => $"vault {VaultUrl}, keystore {KeystoreUrl}";

    /// <summary>Gives the calls to these servers the time limits that were set for them.</summary>
    /// <param name="settings">How to talk.</param>
    /// <returns>The settings with these limits.</returns>
    internal ClientSettings Limit(ClientSettings settings) => settings with
    {
        TryTimeout = TryTimeout ?? settings.TryTimeout,
        CallTimeout = CallTimeout ?? settings.CallTimeout,
    };

    private static Uri Checked(Uri url, bool allowInsecure)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.Query.Length > 0
            || url.Fragment.Length > 0
            || url.UserInfo.Length > 0)
        {
            throw ClientErrors.InvalidEnvironment();
        }

        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !allowInsecure)
        {
            throw ClientErrors.InsecureEnvironment(url);
        }

        return new Uri(url.AbsoluteUri.TrimEnd('/'));
    }
}
