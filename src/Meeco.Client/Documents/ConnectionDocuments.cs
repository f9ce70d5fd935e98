namespace Meeco;

/// <summary>Connections and invitations in documents.</summary>
internal static class ConnectionDocuments
{
    /// <summary>Reads a document of kind <c>Connection</c> that holds no credentials.</summary>
    /// <param name="document">The document.</param>
    /// <returns>A <see cref="MeecoConnectionReference"/> or a <see cref="MeecoConnection"/>.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static object Read(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        if (spec.Text("from_user_connection_id") is { Length: > 0 } id)
        {
            var metadata = document.Map("metadata");
            return new MeecoConnectionReference
            {
                FromUserConnectionId = id,
                ToUserConnectionId = spec.Text("to_user_connection_id"),
                InvitationId = spec.Text("invitation_id"),
                FromName = Name(metadata, "fromName"),
                ToName = Name(metadata, "toName"),
            };
        }

        // organization-members:accept-invitation prints the whole answer.
        var connection = spec.Map("connection") ?? spec;
        return connection.Has("own")
            ? ReadConnection(connection, name: null, spec.Flag("connection_existed_already") ?? false)
            : throw DocumentErrors.UnknownForm(spec, DocumentKinds.Connection);
    }

    /// <summary>Reads what <c>connections:list</c> prints.</summary>
    /// <param name="connections">The list.</param>
    /// <returns>The connections.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<MeecoConnection> ReadAll(YamlList connections) => connections.Maps().Select(
        entry => ReadConnection(entry.RequiredMap("connection"), entry.Text("recipient_name"), existedAlready: false));

    /// <summary>Reads what <c>connections:accept</c> prints.</summary>
    /// <param name="document">The document, which has no kind.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoConnection ReadAccepted(YamlMap document) => ReadConnection(
        document.RequiredMap("connection"), name: null, document.Flag("connection_existed_already") ?? false);

    /// <summary>What somebody is to be called; the CLI writes an empty text where nobody said.</summary>
    /// <param name="metadata">The document's metadata; null if it has none.</param>
    /// <param name="key">The key.</param>
    /// <returns>The name; null if there is none.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static string? Name(YamlMap? metadata, string key) =>
        metadata?.Text(key) is { } name && !string.IsNullOrWhiteSpace(name) ? name : null;

    /// <summary>Reads a document of kind <c>Invitation</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The invitation.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoInvitation ReadInvitation(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return new MeecoInvitation
        {
            Id = spec.Text("id"),
            Token = spec.RequiredText("token"),
            State = ConnectionMapping.State(spec.Text("state")),
            Outgoing = spec.Flag("outgoing") ?? false,
            CreatedAt = spec.Time("created_at") ?? default,
            ExpiresAt = spec.Time("expire_at") ?? default,
        };
    }

    /// <summary>Writes a connection in the form that shares:create-config reads.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoConnection connection) => Write(
        new MeecoConnectionReference { FromUserConnectionId = connection.Id, ToName = connection.Name });

    /// <summary>Writes a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoConnectionReference connection) => YamlBuilder.Document(
        DocumentKinds.Connection,
        new YamlMap()
            .With("invitation_id", connection.InvitationId)
            .With("from_user_connection_id", connection.FromUserConnectionId)
            .With("to_user_connection_id", connection.ToUserConnectionId),
        new YamlMap().With("fromName", connection.FromName).With("toName", connection.ToName));

    /// <summary>Writes an invitation. Its token is what it is for, and goes with it.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoInvitation invitation) => YamlBuilder.Document(
        DocumentKinds.Invitation,
        new YamlMap()
            .With("id", invitation.Id)
            .With("token", invitation.Token)
            .With("outgoing", invitation.Outgoing)
            .With("state", ConnectionMapping.State(invitation.State))
            .With("created_at", invitation.CreatedAt)
            .With("expire_at", invitation.ExpiresAt));

    /// <summary>Writes an invitation to a delegation. Its token is what it is for, and goes with it.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoDelegationInvitation invitation) => YamlBuilder.Document(
        DocumentKinds.Invitation,
        new YamlMap()
            .With("id", invitation.Id)
            .With("connection_type", DelegationMapping.ConnectionType)
            .With("delegation_role", DelegationMapping.Text(invitation.Role))
            .With("token", invitation.Token)
            .With("outgoing", invitation.Outgoing)
            .With("created_at", invitation.CreatedAt)
            .With("expire_at", invitation.ExpiresAt));

    // The public key of the file is not taken: it is read again where something is encrypted with it.
    private static MeecoConnection ReadConnection(YamlMap connection, string? name, bool existedAlready)
    {
        var own = connection.RequiredMap("own");
        return new MeecoConnection
        {
            Id = own.RequiredText("id"),
            Name = name,
            UserId = connection.RequiredMap("the_other_user").RequiredText("user_id"),
            CreatedAt = own.Time("created_at") ?? default,
            ExistedAlready = existedAlready,
        };
    }
}
