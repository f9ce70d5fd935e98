namespace Meeco;

/// <summary>Tells what a document is, by its kind or, where the CLI prints none, by what it holds.</summary>
/// <param name="userId">Who reads, to tell incoming shares from outgoing ones; null if nobody is connected.</param>
/// <param name="allowInsecure">Whether an environment may reach another machine by plain http.</param>
internal sealed class DocumentReader(string? userId, bool allowInsecure)
{
    /// <summary>Reads a document.</summary>
    /// <param name="node">The document.</param>
    /// <returns>Its kind and what it holds; sessions are not taken up yet.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>, <c>DocumentKindUnknown</c>.</exception>
    public (string Kind, IReadOnlyList<object> Objects) Read(YamlNode node)
    {
        if (node is YamlList list)
        {
            // connections:list of 2020.
            return (DocumentKinds.Connection, [.. ConnectionDocuments.ReadAll(list)]);
        }

        var document = node as YamlMap ?? throw DocumentErrors.KindUnknown(node, kind: null);
        return document.Text("kind") is { } kind ? (kind, [.. ReadKind(document, kind)]) : ReadWithoutKind(document);
    }

    private IEnumerable<object> ReadKind(YamlMap document, string kind) => kind switch
    {
        DocumentKinds.Authentication => [SessionDocuments.Read(document)],
        DocumentKinds.ClientTaskQueue => ClientTaskDocuments.ReadAll(document.RequiredList("spec")),
        DocumentKinds.Connection => [(object?)SessionDocuments.ReadConnectionRequest(document) ?? ConnectionDocuments.Read(document)],
        DocumentKinds.FileAttachment => [AttachmentDocuments.ReadAttachment(document)],
        DocumentKinds.Invitation => [ConnectionDocuments.ReadInvitation(document)],
        DocumentKinds.Item => [ItemDocuments.Read(document)],
        DocumentKinds.Items => ItemDocuments.ReadAll(document),
        DocumentKinds.Organization => [OrganizationDocuments.Read(document)],
        DocumentKinds.Organizations => OrganizationDocuments.ReadAll(document),
        DocumentKinds.OrganizationMember => [OrganizationDocuments.ReadMember(document)],
        DocumentKinds.OrganizationMembers => OrganizationDocuments.ReadMembers(document),
        DocumentKinds.OrganizationService => [OrganizationDocuments.ReadService(document)],
        DocumentKinds.OrganizationServices => OrganizationDocuments.ReadServices(document),
        DocumentKinds.Share => [SessionDocuments.ReadShareRequest(document)],
        DocumentKinds.Shares => ShareDocuments.ReadAll(document.RequiredList("spec"), userId),
        DocumentKinds.Template => [TemplateDocuments.Read(document)],
        DocumentKinds.Templates => TemplateDocuments.ReadAll(document),
        DocumentKinds.Thumbnail => [AttachmentDocuments.ReadThumbnail(document)],
        DocumentKinds.User => [UserDocuments.ReadCredential(document)],
        DocumentKinds.UserData => [UserDocuments.ReadData(document)],
        _ => throw DocumentErrors.KindUnknown(document.Find("kind")!, kind),
    };

    private (string Kind, IReadOnlyList<object> Objects) ReadWithoutKind(YamlMap document)
    {
        if (document.Has("vault") && document.Has("keystore"))
        {
            return (DocumentKinds.Environment, [EnvironmentDocuments.Read(document, allowInsecure)]);
        }

        // shares:get-incoming, then shares:create, then shares:accept.
        if (document.Has("share") && document.Has("item"))
        {
            return (DocumentKinds.Item, [ItemDocuments.ReadIncoming(document)]);
        }

        if (document.List("shares") is { } shares)
        {
            return (DocumentKinds.Shares, [.. ShareDocuments.ReadAll(shares, userId)]);
        }

        if (document.Map("share") is { } share)
        {
            return (DocumentKinds.Shares, [ShareDocuments.Read(share, userId)]);
        }

        // connections:list, then connections:accept.
        if (document.List("connections") is { } connections)
        {
            return (DocumentKinds.Connection, [.. ConnectionDocuments.ReadAll(connections)]);
        }

        if (document.Has("connection"))
        {
            return (DocumentKinds.Connection, [ConnectionDocuments.ReadAccepted(document)]);
        }

        // client-task-queue:run-batch of both generations.
        var done = document.List("completed") ?? document.List("completedTasks");
        var failed = document.List("failed") ?? document.List("failedTasks");
        return done is null && failed is null
            ? throw DocumentErrors.KindUnknown(document, kind: null)
            : (DocumentKinds.ClientTaskQueue,
                [.. new[] { done, failed }.OfType<YamlList>().SelectMany(ClientTaskDocuments.ReadAll)]);
    }
}
