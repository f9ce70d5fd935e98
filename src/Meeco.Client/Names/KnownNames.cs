using Meeco.Wire;

namespace Meeco;

/// <summary>
/// What a session has seen things called, for completion: nobody who types is to wait for a server. Names and labels only,
/// never a value; of each kind the newest, so that a long list of items leaves the connections alone. Gone with the session.
/// </summary>
internal sealed class KnownNames
{
    /// <summary>How many names of a kind are remembered.</summary>
    public const int Room = 10_000;

    /// <summary>Items by their labels.</summary>
    public NameShelf Items { get; } = new(Room);

    /// <summary>Slots of items, by their machine names.</summary>
    public NameShelf Slots { get; } = new(Room);

    /// <summary>Files by the names they were uploaded with.</summary>
    public NameShelf Attachments { get; } = new(Room);

    /// <summary>Item templates by their machine names.</summary>
    public NameShelf Templates { get; } = new(Room);

    /// <summary>Classification nodes: tags by their names, others with their scheme.</summary>
    public NameShelf Classifications { get; } = new(Room);

    /// <summary>Connections by the names that the user of the session gave.</summary>
    public NameShelf Connections { get; } = new(Room);

    /// <summary>Organizations by their names.</summary>
    public NameShelf Organizations { get; } = new(Room);

    /// <summary>Services of organizations, by their names.</summary>
    public NameShelf OrganizationServices { get; } = new(Room);

    /// <summary>Members of organizations, by their full names or else their e-mail addresses.</summary>
    public NameShelf OrganizationMembers { get; } = new(Room);

    private NameShelf[] All =>
        [Items, Slots, Attachments, Templates, Classifications, Connections, Organizations, OrganizationServices, OrganizationMembers];

    /// <summary>Remembers a page of items.</summary>
    /// <param name="page">The answer.</param>
    public void Note(ItemsResponse page) => Note(page.Items, page.Slots, page.Attachments, page.ClassificationNodes);

    /// <summary>Remembers an item.</summary>
    /// <param name="answer">The answer.</param>
    public void Note(ItemResponse answer) => Note([answer.Item], answer.Slots, answer.Attachments, answer.ClassificationNodes);

    /// <summary>Remembers files.</summary>
    /// <param name="answer">The answer.</param>
    public void Note(AttachmentsInSlotsResponse answer)
    {
        foreach (var file in answer.Attachments)
        {
            Attachments.Put(new KnownName(file.Id, file.Filename, $"{file.Filename}: a file"));
        }
    }

    /// <summary>Remembers a template.</summary>
    /// <param name="template">The template.</param>
    /// <returns>The same.</returns>
    public MeecoItemTemplate Note(MeecoItemTemplate template)
    {
        Templates.Put(new KnownName(template.Id, template.Name, template.Label));
        return template;
    }

    /// <summary>Remembers a classification node.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The same.</returns>
    public MeecoClassification Note(MeecoClassification node)
    {
        Classifications.Put(new KnownName(
            node.Id, node.Scheme == ClassificationInput.TagScheme ? node.Name : node.ToString(), node.Label));
        return node;
    }

    /// <summary>Remembers a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The same.</returns>
    public MeecoConnection Note(MeecoConnection connection)
    {
        if (connection.Name is { } name)
        {
            Connections.Put(new KnownName(connection.Id, name, $"{name}: the user {connection.UserId}"));
        }

        return connection;
    }

    /// <summary>Remembers an organization and its services.</summary>
    /// <param name="organization">The organization.</param>
    /// <returns>The same.</returns>
    public MeecoOrganization Note(MeecoOrganization organization)
    {
        Organizations.Put(new KnownName(organization.Id, organization.Name, $"{organization.Name}: {organization.Status}"));
        foreach (var service in organization.Services)
        {
            Note(service);
        }

        return organization;
    }

    /// <summary>Remembers a service.</summary>
    /// <param name="service">The service.</param>
    /// <returns>The same.</returns>
    public MeecoOrganizationService Note(MeecoOrganizationService service)
    {
        OrganizationServices.Put(
            new KnownName(service.Id, service.Name, $"{service.Name}: {service.Status}", service.OrganizationId));
        return service;
    }

    /// <summary>Remembers a member.</summary>
    /// <param name="member">The member.</param>
    /// <returns>The same.</returns>
    public MeecoOrganizationMember Note(MeecoOrganizationMember member)
    {
        OrganizationMembers.Put(new KnownName(
            member.Id, member.FullName ?? member.Email ?? "", $"{member.Role} {member.Email}".TrimEnd(), member.OrganizationId));
        return member;
    }

    /// <summary>Forgets everything, for good.</summary>
    public void Close()
    {
        foreach (var shelf in All)
        {
            shelf.Close();
        }
    }

    private void Note(
        IEnumerable<ItemBody> items,
        IEnumerable<SlotBody> slots,
        IEnumerable<AttachmentBody> files,
        IEnumerable<ClassificationNodeBody> nodes)
    {
        foreach (var item in items)
        {
            Items.Put(new KnownName(item.Id, item.Label, $"{item.Label}: {item.ItemTemplateLabel}{(item.Own ? "" : ", received")}"));
        }

        foreach (var slot in slots)
        {
            Slots.Put(new KnownName(slot.Id, slot.Name, slot.Label, slot.ItemId));
        }

        foreach (var file in files)
        {
            Attachments.Put(new KnownName(file.Id, file.Filename, $"{file.Filename}: {file.ContentType}"));
        }

        foreach (var node in nodes)
        {
            Note(ClassificationService.Map(node));
        }
    }
}
