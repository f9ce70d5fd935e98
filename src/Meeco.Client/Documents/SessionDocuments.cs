namespace Meeco;

/// <summary>Sessions in documents: alone, and in the requests that carry those of the users who act.</summary>
internal static class SessionDocuments
{
    /// <summary>Reads a document of kind <c>Authentication</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>Tokens and keys.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static SessionDocument Read(YamlMap document) =>
        new(document.RequiredMap("metadata"), document.Map("spec")?.Map("loaded_delegations"));

    /// <summary>Reads a document of kind <c>Connection</c> that carries the credentials of two users.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The request; null if it carries none.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static ConnectionRequestDocument? ReadConnectionRequest(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        var metadata = document.Map("metadata");
        return spec.Has("from")
            ? new ConnectionRequestDocument(
                ReadInner(spec, "from"),
                ReadInner(spec, "to"),
                ConnectionDocuments.Name(metadata, "fromName"),
                ConnectionDocuments.Name(metadata, "toName"))
            : null;
    }

    /// <summary>Reads a document of kind <c>Share</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The request.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static ShareRequestDocument ReadShareRequest(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return new ShareRequestDocument(
            ReadInner(spec, "from"),
            spec.RequiredText("item_id"),
            spec.RequiredText("connection_id"),
            spec.Text("slot_id") is { Length: > 0 } slot ? slot : null);
    }

    /// <summary>Writes the session of a user or an agent: a secret.</summary>
    /// <param name="sessions">The session, and those in which its user acts for others.</param>
    /// <returns>The document.</returns>
    /// <exception cref="MeecoException"><c>DocumentHasOneObject</c>: there is not one user; <c>KeyNotAvailable</c>.</exception>
    public static YamlMap Write(IReadOnlyList<MeecoSession> sessions)
    {
        var delegates = sessions.Where(session => session.Kind == MeecoSessionKind.Delegate).ToList();
        if (sessions.Except(delegates).ToList() is not [var session])
        {
            throw delegates.Count == sessions.Count
                ? DocumentErrors.DelegateAlone()
                : DocumentErrors.SeveralObjects(DocumentKinds.Authentication);
        }

        if (session.Kind is MeecoSessionKind.Organization or MeecoSessionKind.OrganizationService)
        {
            // The CLI refuses an agent's file with anything else in it.
            return YamlBuilder.Document(
                DocumentKinds.Authentication, new YamlMap(), new YamlMap().With("vault_access_token", session.Apis.VaultToken.Value));
        }

        return YamlBuilder.Document(
            DocumentKinds.Authentication,
            delegates.Count == 0 ? new YamlMap() : new YamlMap().With("loaded_delegations", WriteDelegations(delegates)),
            new YamlMap()
                .With("data_encryption_key", session.Keys.Dek.Serialize())
                .With("delegation_id", (string?)null)
                .With("identity_network_access_token", "")
                .With("key_encryption_key", session.Keys.Kek.Serialize())
                .With("keystore_access_token", session.Apis.KeystoreToken.Value)
                .With("passphrase_derived_key", session.Keys.PassphraseKey.Serialize())
                .With("secret", session.Keys.Secret.Reveal())
                .With("vault_access_token", session.Apis.VaultToken.Value)
                .With("vc_access_token", ""));
    }

    /// <summary>Writes two users to be connected: a secret.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoConnectionRequest request) => YamlBuilder.Document(
        DocumentKinds.Connection,
        new YamlMap().With("from", WriteInner(request.From)).With("to", WriteInner(request.To)),
        new YamlMap().With("fromName", request.FromName).With("toName", request.ToName));

    /// <summary>Writes an item to be shared: a secret.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoShareRequest request)
    {
        var spec = new YamlMap().With("item_id", request.ItemId);
        if (request.SlotId is { } slot)
        {
            spec.With("slot_id", slot);
        }

        return YamlBuilder.Document(
            DocumentKinds.Share,
            spec.With("connection_id", request.ConnectionId).With("from", WriteInner(request.Session)),
            new YamlMap());
    }

    // Connection and token are for people to read: the CLI finds the delegation by its key.
    private static YamlMap WriteDelegations(IEnumerable<MeecoSession> delegates)
    {
        var written = new YamlMap();
        foreach (var session in delegates)
        {
            written.With(session.UserId, new YamlMap()
                .With("data_encryption_key", session.Keys.Dek.Serialize())
                .With("key_encryption_key", session.Keys.Kek.Serialize())
                .With("connection_id", (string?)null)
                .With("delegation_token", (string?)null));
        }

        return written;
    }

    private static SessionDocument ReadInner(YamlMap spec, string key)
    {
        var credentials = spec.RequiredMap(key);
        return new SessionDocument(credentials, credentials.Map("loaded_delegations"));
    }

    // The order of the newest CLI; that of 2020 has six of these members.
    private static YamlMap WriteInner(MeecoSession session) => new YamlMap()
        .With("data_encryption_key", session.Keys.Dek.Serialize())
        .With("key_encryption_key", session.Keys.Kek.Serialize())
        .With("keystore_access_token", session.Apis.KeystoreToken.Value)
        .With("passphrase_derived_key", session.Keys.PassphraseKey.Serialize())
        .With("secret", session.Keys.Secret.Reveal())
        .With("vault_access_token", session.Apis.VaultToken.Value)
        .With("delegation_id", (string?)null)
        .With("loaded_delegations", new YamlMap());
}
