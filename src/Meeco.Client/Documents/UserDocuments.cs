namespace Meeco;

/// <summary>Users in documents.</summary>
internal static class UserDocuments
{
    /// <summary>Reads a document of kind <c>User</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>What the user logs in with.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoUserCredential ReadCredential(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return new MeecoUserCredential
        {
            Secret = SecretText.From(spec.RequiredText("secret")),
            Passphrase = SecretText.From(spec.RequiredText("password")),
        };
    }

    /// <summary>Writes what a user logs in with.</summary>
    /// <param name="credential">Passphrase and account secret.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoUserCredential credential) => YamlBuilder.Document(
        DocumentKinds.User,
        new YamlMap()
            .With("password", SecretText.Read(credential.Passphrase, text => text.ToString()))
            .With("secret", SecretText.Read(credential.Secret, text => text.ToString())));

    /// <summary>Reads a document of kind <c>UserData</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The user.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoUserData ReadData(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return new MeecoUserData
        {
            UserId = spec.RequiredText("id"),
            PrivateDekExternalId = spec.Text("private_dek_external_id"),
            UserType = spec.Text("user_type"),
        };
    }

    /// <summary>Writes what is known about a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoUserData user) => YamlBuilder.Document(
        DocumentKinds.UserData,
        new YamlMap()
            .With("id", user.UserId)
            .With("private_dek_external_id", user.PrivateDekExternalId)
            .With("user_type", user.UserType));
}
