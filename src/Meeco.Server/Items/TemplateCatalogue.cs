using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>The templates and classification schemes that every vault has. Adding one here adds it to existing vaults at their next start.</summary>
internal static class TemplateCatalogue
{
    /// <summary>The scheme the templates are filed under.</summary>
    public const string TemplateScheme = "esafe";

    /// <summary>The scheme users add their own words to.</summary>
    public const string TagScheme = "tag";

    private static readonly (string Name, bool UserOwned)[] Schemes =
    [
        (TagScheme, true),
        ("country", false),
        (TemplateScheme, false),
        ("meeco_wallet", false),
        ("region", false),
    ];

    /// <summary>
    /// Name, label and the node of the scheme; then the slots as name, label and type, in the order clients show them. The types are
    /// those that the newest published client lists; of the older ones, such as <c>note_text</c>, it knows nothing.
    /// </summary>
    private static readonly Seed[] Seeds =
    [
        new("vehicle", "Vehicle", "vehicles", "A car, a motorcycle, a bicycle, a boat.",
        [
            ("model_make", "Model & Make", SlotTypes.KeyValue),
            ("licence_plate", "Licence Plate", SlotTypes.KeyValue),
            ("vin", "VIN", SlotTypes.KeyValue),
            ("type", "Type", SlotTypes.KeyValue),
            ("purchase_date", "Purchase Date", SlotTypes.Date),
            ("image", "Image", SlotTypes.Image),
            ("classification_node", "Tags", SlotTypes.ClassificationNode),
        ]),
        new("password", "Password", "logins", "An account somewhere, and how to get into it.",
        [
            ("url", "URL", SlotTypes.Url),
            ("account", "Account", SlotTypes.KeyValue),
            ("password", "Password", SlotTypes.Password),
            ("note", "Note", SlotTypes.KeyValue),
        ]),
        new("custom", "Custom", "other", "Anything: it starts without slots.", []),
        new("passport_details", "Passport Details", "identity", "A passport.",
        [
            ("passport_number", "Passport Number", SlotTypes.KeyValue),
            ("full_name", "Full Name", SlotTypes.KeyValue),
            ("nationality", "Nationality", SlotTypes.KeyValue),
            ("date_of_birth", "Date of Birth", SlotTypes.Date),
            ("issue_date", "Issue Date", SlotTypes.Date),
            ("expiry_date", "Expiry Date", SlotTypes.Date),
            ("issuing_authority", "Issuing Authority", SlotTypes.KeyValue),
        ]),
        new("drivers_licence", "Driver's Licence", "identity", "A licence to drive.",
        [
            ("licence_number", "Licence Number", SlotTypes.KeyValue),
            ("full_name", "Full Name", SlotTypes.KeyValue),
            ("class", "Class", SlotTypes.KeyValue),
            ("issue_date", "Issue Date", SlotTypes.Date),
            ("expiry_date", "Expiry Date", SlotTypes.Date),
        ]),
        new("important_document", "Important Document", "documents", "A document worth keeping.",
        [
            ("document_type", "Document Type", SlotTypes.KeyValue),
            ("document_number", "Document Number", SlotTypes.KeyValue),
            ("issue_date", "Issue Date", SlotTypes.Date),
            ("expiry_date", "Expiry Date", SlotTypes.Date),
            ("note", "Note", SlotTypes.KeyValue),
        ]),
        new("travel", "Travel", "travel", "A trip and its bookings.",
        [
            ("destination", "Destination", SlotTypes.KeyValue),
            ("departure_date", "Departure Date", SlotTypes.Datetime),
            ("return_date", "Return Date", SlotTypes.Datetime),
            ("booking_reference", "Booking Reference", SlotTypes.KeyValue),
            ("provider", "Provider", SlotTypes.KeyValue),
        ]),
        new("bank_item", "Bank Item", "finance", "A bank account or a card.",
        [
            ("bank_name", "Bank Name", SlotTypes.KeyValue),
            ("account_name", "Account Name", SlotTypes.KeyValue),
            ("account_number", "Account Number", SlotTypes.KeyValue),
            ("iban", "IBAN", SlotTypes.KeyValue),
            ("bic", "BIC", SlotTypes.KeyValue),
            ("phone_number", "Phone Number", SlotTypes.PhoneNumber),
        ]),
        new("membership_subscription", "Membership & Subscription", "memberships", "A club, a loyalty card, a magazine.",
        [
            ("organisation", "Organisation", SlotTypes.KeyValue),
            ("membership_number", "Membership Number", SlotTypes.KeyValue),
            ("start_date", "Start Date", SlotTypes.Date),
            ("renewal_date", "Renewal Date", SlotTypes.Date),
            ("url", "URL", SlotTypes.Url),
        ]),
        new("pet", "Pet", "family", "An animal of the house.",
        [
            ("name", "Name", SlotTypes.KeyValue),
            ("species", "Species", SlotTypes.KeyValue),
            ("breed", "Breed", SlotTypes.KeyValue),
            ("date_of_birth", "Date of Birth", SlotTypes.Date),
            ("microchip_number", "Microchip Number", SlotTypes.KeyValue),
            ("vet_phone_number", "Vet's Phone Number", SlotTypes.PhoneNumber),
        ]),
        new("device", "Device", "devices", "A phone, a computer, an appliance.",
        [
            ("model_make", "Model & Make", SlotTypes.KeyValue),
            ("serial_number", "Serial Number", SlotTypes.KeyValue),
            ("purchase_date", "Purchase Date", SlotTypes.Date),
            ("warranty_until", "Warranty Until", SlotTypes.Date),
        ]),
        new("services", "Services", "services", "Power, water, internet and whoever else sends bills.",
        [
            ("provider", "Provider", SlotTypes.KeyValue),
            ("customer_number", "Customer Number", SlotTypes.KeyValue),
            ("phone_number", "Phone Number", SlotTypes.PhoneNumber),
            ("email", "Email", SlotTypes.Email),
            ("url", "URL", SlotTypes.Url),
        ]),
        new("contact", "Contact", "family", "A person and how to reach them.",
        [
            ("full_name", "Full Name", SlotTypes.KeyValue),
            ("email", "Email", SlotTypes.Email),
            ("phone_number", "Phone Number", SlotTypes.PhoneNumber),
            ("address", "Address", SlotTypes.KeyValue),
            ("date_of_birth", "Date of Birth", SlotTypes.Date),
        ]),
    ];

    /// <summary>Adds what is missing; call it inside a transaction.</summary>
    public static async Task SeedAsync(MeecoDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var schemes = await SeedSchemesAsync(db, cancel);
        var nodes = await SeedNodesAsync(db, schemes[TemplateScheme], now, cancel);
        var existing = await db.ItemTemplates
            .Where(template => template.OwnerKey == null)
            .Select(template => template.Name)
            .ToHashSetAsync(cancel);
        foreach (var (seed, index) in Seeds.Select((seed, index) => (seed, index)))
        {
            if (existing.Contains(seed.Name))
            {
                continue;
            }

            var template = new ItemTemplate
            {
                Name = seed.Name,
                Label = seed.Label,
                FoldedLabel = ItemTemplate.Fold(seed.Label),
                Description = seed.Description,
                Position = index + 1,
                CreatedAt = now,
            };
            template.ClassificationNodes.Add(nodes[seed.Node]);
            template.Slots.AddRange(seed.Slots.Select((slot, place) => new TemplateSlot
            {
                Name = slot.Name,
                Label = slot.Label,
                SlotType = slot.Type,
                Position = place + 1,
                Required = false,
                Visible = true,
            }));
            db.Add(template);

            // One by one, for keys follow the order of the catalogue and lists follow the keys.
            await db.SaveChangesAsync(cancel);
        }
    }

    private static async Task<Dictionary<string, ClassificationScheme>> SeedSchemesAsync(MeecoDb db, CancellationToken cancel)
    {
        var schemes = await db.ClassificationSchemes.ToDictionaryAsync(scheme => scheme.Name, cancel);
        foreach (var (name, userOwned) in Schemes.Where(scheme => !schemes.ContainsKey(scheme.Name)))
        {
            schemes[name] = new ClassificationScheme { Name = name, UserOwned = userOwned };
            db.Add(schemes[name]);
        }

        await db.SaveChangesAsync(cancel);
        return schemes;
    }

    private static async Task<Dictionary<string, ClassificationNode>> SeedNodesAsync(
        MeecoDb db,
        ClassificationScheme scheme,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var nodes = await db.ClassificationNodes
            .Where(node => node.SchemeKey == scheme.Key && node.OwnerKey == null)
            .ToDictionaryAsync(node => node.Name, cancel);
        foreach (var name in Seeds.Select(seed => seed.Node).Distinct().Where(name => !nodes.ContainsKey(name)))
        {
            nodes[name] = new ClassificationNode
            {
                SchemeKey = scheme.Key,
                Name = name,
                Label = MachineName.ToLabel(name),
                CreatedAt = now,
            };
            db.Add(nodes[name]);
        }

        await db.SaveChangesAsync(cancel);
        return nodes;
    }

    private sealed record Seed(string Name, string Label, string Node, string Description, (string Name, string Label, string Type)[] Slots);
}
