namespace Meeco;

/// <summary>Item templates in documents.</summary>
internal static class TemplateDocuments
{
    /// <summary>Reads a document of kind <c>Template</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The template.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoItemTemplate Read(YamlMap document) => ReadTemplate(document.RequiredMap("spec"));

    /// <summary>Reads a document of kind <c>Templates</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The templates; where the document has names alone, these.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<object> ReadAll(YamlMap document) => document.RequiredList("spec").Items.Select(
        template => template switch
        {
            YamlText name => name.Value,
            YamlMap map => (object)ReadTemplate(map),
            _ => throw DocumentErrors.NotAMap(template),
        });

    /// <summary>Writes templates.</summary>
    /// <param name="templates">One or more.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(IReadOnlyList<MeecoItemTemplate> templates) => templates.Count == 1
        ? YamlBuilder.Document(DocumentKinds.Template, Write(templates[0]))
        : YamlBuilder.Document(DocumentKinds.Templates, new YamlList([.. templates.Select(Write)]));

    private static MeecoItemTemplate ReadTemplate(YamlMap spec)
    {
        // Where several templates match, the CLI prints each beside its slots.
        var template = spec.Map("template") ?? spec;
        return new MeecoItemTemplate
        {
            Id = template.RequiredText("id"),
            Name = template.RequiredText("name"),
            Label = template.Text("label") ?? "",
            Description = template.Text("description") is { Length: > 0 } description ? description : null,
            Slots = [.. (spec.List("slots")?.Maps() ?? []).Select(slot => new MeecoTemplateSlot
            {
                Name = slot.RequiredText("name"),
                Label = slot.Text("label") ?? "",
                Type = slot.Text("slot_type_name") ?? "key_value",
                Required = slot.Flag("required") ?? false,
            })],
        };
    }

    private static YamlMap Write(MeecoItemTemplate template) => new YamlMap()
        .With("id", template.Id)
        .With("name", template.Name)
        .With("description", template.Description)
        .With("label", template.Label)
        .With("slots", new YamlList([.. template.Slots.Select(slot => new YamlMap()
            .With("name", slot.Name)
            .With("label", slot.Label)
            .With("slot_type_name", slot.Type)
            .With("required", slot.Required))]));
}
