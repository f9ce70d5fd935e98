using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Item templates.</summary>
internal sealed class ItemTemplateService(MeecoSession session)
{
    /// <summary>Lists templates, page by page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The templates.</returns>
    public async IAsyncEnumerable<MeecoItemTemplate> ListAsync(
        ItemTemplateFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Items.ListTemplatesAsync(
                new ItemTemplatesQuery
                {
                    Like = filter.Like,
                    ClassificationScheme = filter.ClassificationScheme,
                    ClassificationName = filter.ClassificationName,
                    NextPageAfter = cursor,
                },
                stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            var slots = page.Slots.ToDictionary(slot => slot.Id, StringComparer.Ordinal);
            foreach (var template in page.ItemTemplates)
            {
                yield return session.Names.Note(Map(
                    template,
                    template.SlotIds.Where(slots.ContainsKey).Select(id => slots[id]),
                    page.ClassificationNodes));
            }
        }
    }

    /// <summary>Finds a template by id or exact name.</summary>
    /// <param name="idOrName">An id, else a machine name.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The template.</returns>
    /// <exception cref="MeecoException"><c>ItemTemplateNotFound</c>.</exception>
    public async Task<MeecoItemTemplate> ResolveAsync(string idOrName, CancellationToken cancel)
    {
        if (Identifiers.IsId(idOrName))
        {
            var answer = await session.Apis.Items.GetTemplateAsync(idOrName, cancel)
                .OrNotFound(() => ClientErrors.ItemTemplateNotFound(idOrName)).ConfigureAwait(false);
            return session.Names.Note(Map(answer.ItemTemplate, answer.Slots, answer.ClassificationNodes));
        }

        // Names are unique (rule 6), so the first that fits is the one.
        await foreach (var template in ListAsync(new ItemTemplateFilter(), cancel).ConfigureAwait(false))
        {
            if (string.Equals(template.Name, idOrName, StringComparison.OrdinalIgnoreCase))
            {
                return template;
            }
        }

        throw ClientErrors.ItemTemplateNotFound(idOrName);
    }

    /// <summary>Makes a template of the user's own; it can be neither changed nor removed.</summary>
    /// <param name="wanted">The template.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The template.</returns>
    /// <exception cref="MeecoException"><c>AlreadyExists</c>: the name is taken.</exception>
    public async Task<MeecoItemTemplate> CreateAsync(NewItemTemplate wanted, CancellationToken cancel)
    {
        // The call names a node by scheme and name only.
        var filed = wanted.Classification;
        if (filed is { Id: { } id })
        {
            var node = await session.Classifications.GetAsync(id, cancel).ConfigureAwait(false);
            filed = new ClassificationInput { Scheme = node.Scheme, Name = node.Name };
        }

        var answer = await session.Apis.Items.CreateTemplateAsync(
            new PostItemTemplateRequest
            {
                Name = wanted.Name,
                Label = wanted.Label,
                Description = wanted.Description,
                ClassificationSchemeName = filed?.Scheme,
                ClassificationNodeName = filed?.Name,
                SlotsAttributes = [.. wanted.Slots.Select(slot => new PostItemTemplateSlot
                {
                    Name = slot.Name,
                    Label = slot.Label,
                    Description = slot.Description,
                    SlotTypeName = slot.Type,
                })],
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return session.Names.Note(Map(answer.ItemTemplate, answer.Slots, answer.ClassificationNodes));
    }

    private static MeecoItemTemplate Map(
        ItemTemplateBody template,
        IEnumerable<SlotBody> slots,
        IReadOnlyList<ClassificationNodeBody> nodes) => new()
    {
        Own = template.UserId is not null,
        Classifications = ClassificationService.Pick(template.ClassificationNodeIds, nodes),
        Id = template.Id,
        Name = template.Name,
        Label = template.Label,
        Description = string.IsNullOrEmpty(template.Description) ? null : template.Description,

        // PowerShell indexes arrays, and not the lists that C# makes of a collection expression.
        Slots = (MeecoTemplateSlot[])[.. slots.Select(slot => new MeecoTemplateSlot
        {
            Name = slot.Name,
            Label = slot.Label,
            Description = string.IsNullOrEmpty(slot.Description) ? null : slot.Description,
            Type = slot.SlotTypeName,
            Required = slot.Required,
        })],
    };
}
