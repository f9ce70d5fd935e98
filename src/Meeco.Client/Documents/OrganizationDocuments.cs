using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Organisations, their members and services in documents, with the key pairs that their makers keep.</summary>
internal static class OrganizationDocuments
{
    /// <summary>Reads a document of kind <c>Organization</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>A <see cref="MeecoOrganization"/>, or a <see cref="MeecoOrganizationRequest"/> where it has no id yet.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static object Read(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return spec.Text("id") is null
            ? new MeecoOrganizationRequest
            {
                Name = spec.RequiredText("name"),
                Description = Text(spec, "description"),
                Url = Text(spec, "url"),
                Email = Text(spec, "email"),
            }
            : ReadOrganization(spec) with { KeyPair = ReadKeyPair(document) };
    }

    /// <summary>Reads a document of kind <c>Organizations</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The organisations.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<MeecoOrganization> ReadAll(YamlMap document) =>
        document.RequiredList("spec").Maps().Select(ReadOrganization);

    /// <summary>Reads a document of kind <c>OrganizationService</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>A <see cref="MeecoOrganizationService"/>, or a <see cref="MeecoOrganizationServiceRequest"/> where it has no id yet.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static object ReadService(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return spec.Text("id") is null
            ? new MeecoOrganizationServiceRequest
            {
                Name = spec.RequiredText("name"),
                Description = Text(spec, "description"),
                Contract = Text(spec, "contract"),
            }
            : ReadService(spec, ReadKeyPair(document));
    }

    /// <summary>Reads a document of kind <c>OrganizationServices</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The services.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<MeecoOrganizationService> ReadServices(YamlMap document) =>
        document.RequiredList("spec").Maps().Select(service => ReadService(service, pair: null));

    /// <summary>Reads a document of kind <c>OrganizationMember</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The member.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoOrganizationMember ReadMember(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return ReadMember(spec, spec.RequiredText("organization_id"));
    }

    /// <summary>Reads a document of kind <c>OrganizationMembers</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The members.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<MeecoOrganizationMember> ReadMembers(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        var organization = spec.RequiredMap("organization").RequiredText("id");
        return spec.RequiredList("members").Maps().Select(member => ReadMember(member, organization));
    }

    /// <summary>Writes organisations.</summary>
    /// <param name="organizations">One or more; only one goes with its key pair.</param>
    /// <param name="includeSecret">Whether the key pair is written.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(IReadOnlyList<MeecoOrganization> organizations, bool includeSecret) => organizations is [var one]
        ? YamlBuilder.Document(DocumentKinds.Organization, Write(one), includeSecret ? Write(one.KeyPair) : null)
        : YamlBuilder.Document(DocumentKinds.Organizations, new YamlList([.. organizations.Select(Write)]));

    /// <summary>Writes services.</summary>
    /// <param name="services">One or more; only one goes with its key pair.</param>
    /// <param name="includeSecret">Whether the key pair is written.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(IReadOnlyList<MeecoOrganizationService> services, bool includeSecret) => services is [var one]
        ? YamlBuilder.Document(DocumentKinds.OrganizationService, WriteService(one), includeSecret ? Write(one.KeyPair) : null)
        : YamlBuilder.Document(DocumentKinds.OrganizationServices, new YamlList([.. services.Select(WriteService)]));

    /// <summary>Writes a member in the form that organization-members:update reads.</summary>
    /// <param name="member">The member.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoOrganizationMember member) => YamlBuilder.Document(
        DocumentKinds.OrganizationMember,
        new YamlMap()
            .With("id", member.Id)
            .With("organization_id", member.OrganizationId)
            .With("role", OrganizationMapping.Text(member.Role)));

    /// <summary>Writes an organisation to be asked for.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoOrganizationRequest request) => YamlBuilder.Document(
        DocumentKinds.Organization,
        new YamlMap()
            .With("name", request.Name)
            .With("description", request.Description)
            .With("url", request.Url)
            .With("email", request.Email));

    /// <summary>Writes a service to be asked for.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoOrganizationServiceRequest request) => YamlBuilder.Document(
        DocumentKinds.OrganizationService,
        new YamlMap()
            .With("name", request.Name)
            .With("description", request.Description)
            .With("contract", request.Contract));

    private static MeecoOrganization ReadOrganization(YamlMap spec) => new()
    {
        Id = spec.RequiredText("id"),
        Name = spec.RequiredText("name"),
        Description = Text(spec, "description"),
        Url = Text(spec, "url"),
        Email = Text(spec, "email"),
        Status = OrganizationMapping.Status(spec.Text("status")),
        RequestorId = spec.Text("requestor_id"),
        ValidatedById = spec.Text("validated_by_id"),
        AgentId = spec.Text("agent_id"),
        ValidatedAt = spec.Time("validated_at"),
        CreatedAt = spec.Time("created_at") ?? default,
        Changes = new OrganizationChanges
        {
            Name = spec.Text("name"),
            Description = spec.Text("description"),
            Url = spec.Text("url"),
            Email = spec.Text("email"),
        },
    };

    private static MeecoOrganizationService ReadService(YamlMap spec, MeecoKeyPair? pair) => new()
    {
        Id = spec.RequiredText("id"),
        OrganizationId = spec.RequiredText("organization_id"),
        Name = spec.RequiredText("name"),
        Description = Text(spec, "description"),
        Contract = Text(spec, "contract"),
        Status = OrganizationMapping.Status(spec.Text("status")),
        ValidatedById = spec.Text("validated_by_id"),
        AgentId = spec.Text("agent_id"),
        ValidatedAt = spec.Time("validated_at"),
        CreatedAt = spec.Time("created_at") ?? default,
        KeyPair = pair,
        Changes = new OrganizationServiceChanges
        {
            Name = spec.Text("name"),
            Description = spec.Text("description"),
            Contract = spec.Text("contract"),
        },
    };

    private static MeecoOrganizationMember ReadMember(YamlMap member, string organizationId) => new()
    {
        Id = member.RequiredText("id"),
        OrganizationId = organizationId,
        UserId = member.Text("user_id"),
        FullName = Text(member, "full_name"),
        Email = Text(member, "email"),
        Role = member.Text("role") switch
        {
            OrganizationRoles.Owner => OrganizationRole.Owner,
            OrganizationRoles.Admin => OrganizationRole.Admin,
            _ => throw DocumentErrors.WrongShape(member.Find("role") ?? member, "role", "owner or admin"),
        },
    };

    private static MeecoKeyPair? ReadKeyPair(YamlMap document)
    {
        const string Key = "privateKey";
        if (document.Map("metadata")?.Scalar(Key) is not { } privateKey)
        {
            return null;
        }

        try
        {
            return new MeecoKeyPair(RsaKeyPair.FromPem(privateKey.Value));
        }
        catch (CryppoFormatException)
        {
            throw DocumentErrors.NoKey(privateKey, Key);
        }
    }

    private static YamlMap? Write(MeecoKeyPair? pair) => pair is null
        ? null
        : new YamlMap().With("privateKey", pair.Pair.ExportPrivatePem()).With("publicKey", pair.PublicKey);

    private static YamlMap Write(MeecoOrganization organization) => new YamlMap()
        .With("id", organization.Id)
        .With("name", organization.Name)
        .With("description", organization.Description)
        .With("url", organization.Url)
        .With("email", organization.Email)
        .With("status", OrganizationMapping.Text(organization.Status))
        .With("requestor_id", organization.RequestorId)
        .With("validated_by_id", organization.ValidatedById)
        .With("agent_id", organization.AgentId)
        .With("validated_at", organization.ValidatedAt)
        .With("created_at", organization.CreatedAt);

    private static YamlMap WriteService(MeecoOrganizationService service) => new YamlMap()
        .With("id", service.Id)
        .With("organization_id", service.OrganizationId)
        .With("name", service.Name)
        .With("description", service.Description)
        .With("contract", service.Contract)
        .With("status", OrganizationMapping.Text(service.Status))
        .With("validated_by_id", service.ValidatedById)
        .With("agent_id", service.AgentId)
        .With("validated_at", service.ValidatedAt)
        .With("created_at", service.CreatedAt);

    private static string? Text(YamlMap map, string key) => map.Text(key) is { Length: > 0 } text ? text : null;
}
