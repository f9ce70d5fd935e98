namespace Meeco;

/// <summary>Makes the one document that objects go into.</summary>
internal static class DocumentWriter
{
    /// <summary>Makes a document.</summary>
    /// <param name="objects">At least one; all of one kind, and one alone where the kind has no list.</param>
    /// <param name="includeSecret">Whether keys and tokens are written.</param>
    /// <returns>The document.</returns>
    /// <exception cref="MeecoException">
    /// <c>SecretNotIncluded</c>, <c>DocumentTypeUnknown</c>, <c>DocumentHasOneObject</c>, <c>DocumentHasOneKind</c>.
    /// </exception>
    public static YamlMap Write(IReadOnlyList<object> objects, bool includeSecret)
    {
        var first = objects[0];
        var kind = KindOf(first);
        if (objects.FirstOrDefault(each => each.GetType() != first.GetType()) is { } other)
        {
            throw DocumentErrors.SeveralKinds(kind, KindOf(other));
        }

        var list = first is MeecoSession && includeSecret
            ? SessionDocuments.Write([.. objects.Cast<MeecoSession>()])
            : WriteList(objects, includeSecret);
        if (list is null && objects.Count > 1)
        {
            throw DocumentErrors.SeveralObjects(kind);
        }

        return list ?? WriteOne(first, kind, includeSecret);
    }

    /// <summary>Whether something is left out of a document that is written without secrets.</summary>
    /// <param name="written">What is written.</param>
    /// <returns>What is left out, in words; null for nothing.</returns>
    public static string? LeftOut(object written) => written switch
    {
        MeecoEnvironment { VaultSubscriptionKey: not null } or MeecoEnvironment { KeystoreSubscriptionKey: not null } =>
            "the subscription keys",
        MeecoOrganization { KeyPair: not null } or MeecoOrganizationService { KeyPair: not null } => "the key pair",
        MeecoItem item when item.Slots.Any(slot => slot.AttachmentId is not null) => "the slots with files",
        _ => null,
    };

    private static YamlMap? WriteList(IReadOnlyList<object> objects, bool includeSecret) => objects[0] switch
    {
        MeecoItem item => objects.Count == 1 ? ItemDocuments.Write(item) : ItemDocuments.Write(objects.Cast<MeecoItem>()),
        MeecoShare => ShareDocuments.Write(objects.Cast<MeecoShare>()),
        MeecoClientTask => ClientTaskDocuments.Write(objects.Cast<MeecoClientTask>()),
        MeecoOrganization => OrganizationDocuments.Write([.. objects.Cast<MeecoOrganization>()], includeSecret),
        MeecoOrganizationService => OrganizationDocuments.Write([.. objects.Cast<MeecoOrganizationService>()], includeSecret),
        MeecoItemTemplate => TemplateDocuments.Write([.. objects.Cast<MeecoItemTemplate>()]),
        _ => null,
    };

    private static YamlMap WriteOne(object one, string kind, bool includeSecret) => one switch
    {
        MeecoItemRequest request => ItemDocuments.Write(request),
        MeecoItemUpdate update => ItemDocuments.Write(update),
        MeecoConnection connection => ConnectionDocuments.Write(connection),
        MeecoConnectionReference connection => ConnectionDocuments.Write(connection),
        MeecoInvitation invitation => ConnectionDocuments.Write(invitation),
        MeecoDelegationInvitation invitation => ConnectionDocuments.Write(invitation),
        MeecoOrganizationRequest request => OrganizationDocuments.Write(request),
        MeecoOrganizationServiceRequest request => OrganizationDocuments.Write(request),
        MeecoOrganizationMember member => OrganizationDocuments.Write(member),
        MeecoAttachmentRequest request => AttachmentDocuments.Write(request),
        MeecoThumbnailRequest request => AttachmentDocuments.Write(request),
        MeecoEnvironment environment => EnvironmentDocuments.Write(environment, includeSecret),
        MeecoUserData user => UserDocuments.Write(user),
        _ when !includeSecret => throw DocumentErrors.SecretNotIncluded(kind),
        MeecoConnectionRequest request => SessionDocuments.Write(request),
        MeecoShareRequest request => SessionDocuments.Write(request),
        MeecoUserCredential credential => UserDocuments.Write(credential),
        _ => throw DocumentErrors.NotWritable(one.GetType().Name),
    };

    private static string KindOf(object one) => one switch
    {
        MeecoSession => DocumentKinds.Authentication,
        MeecoItem or MeecoItemRequest or MeecoItemUpdate => DocumentKinds.Item,
        MeecoConnection or MeecoConnectionReference or MeecoConnectionRequest => DocumentKinds.Connection,
        MeecoShareRequest => DocumentKinds.Share,
        MeecoShare => DocumentKinds.Shares,
        MeecoClientTask => DocumentKinds.ClientTaskQueue,
        MeecoItemTemplate => DocumentKinds.Template,
        MeecoInvitation or MeecoDelegationInvitation => DocumentKinds.Invitation,
        MeecoOrganization or MeecoOrganizationRequest => DocumentKinds.Organization,
        MeecoOrganizationService or MeecoOrganizationServiceRequest => DocumentKinds.OrganizationService,
        MeecoOrganizationMember => DocumentKinds.OrganizationMember,
        MeecoAttachmentRequest => DocumentKinds.FileAttachment,
        MeecoThumbnailRequest => DocumentKinds.Thumbnail,
        MeecoEnvironment => DocumentKinds.Environment,
        MeecoUserCredential => DocumentKinds.User,
        MeecoUserData => DocumentKinds.UserData,
        _ => throw DocumentErrors.NotWritable(one.GetType().Name),
    };
}
