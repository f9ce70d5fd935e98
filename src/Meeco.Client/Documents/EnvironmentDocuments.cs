namespace Meeco;

/// <summary>The file that says where vault and keystore are.</summary>
internal static class EnvironmentDocuments
{
    /// <summary>Reads an environment.</summary>
    /// <param name="document">The document.</param>
    /// <param name="allowInsecure">Whether plain http may reach another machine.</param>
    /// <returns>The environment.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>, <c>InvalidEnvironment</c>, <c>InsecureEnvironment</c>.</exception>
    public static MeecoEnvironment Read(YamlMap document, bool allowInsecure)
    {
        var vault = document.RequiredMap("vault");
        var keystore = document.RequiredMap("keystore");
        return new MeecoEnvironment(
            Url(vault), Url(keystore), Key(vault), Key(keystore), allowInsecure);
    }

    /// <summary>Writes an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="includeSecret">Whether the keys of this application are written too.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoEnvironment environment, bool includeSecret) => new YamlMap()
        .With("vault", Write(environment.VaultUrl, includeSecret ? environment.VaultSubscriptionKey : null))
        .With("keystore", Write(environment.KeystoreUrl, includeSecret ? environment.KeystoreSubscriptionKey : null));

    private static YamlMap Write(Uri url, string? subscriptionKey) =>
        new YamlMap().With("url", url.AbsoluteUri.TrimEnd('/')).With("subscription_key", subscriptionKey);

    private static Uri Url(YamlMap server) =>
        Uri.TryCreate(server.RequiredText("url"), UriKind.Absolute, out var url)
            ? url
            : throw DocumentErrors.WrongShape(server.Find("url")!, "url", "an absolute address");

    private static string? Key(YamlMap server) => server.Text("subscription_key") is { Length: > 0 } key ? key : null;
}
