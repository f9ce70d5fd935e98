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
                yield return Map(template, template.SlotIds.Where(slots.ContainsKey).Select(id => slots[id]));
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
            return Map(answer.ItemTemplate, answer.Slots);
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

    private static MeecoItemTemplate Map(ItemTemplateBody template, IEnumerable<SlotBody> slots) => new()
    {
        Id = template.Id,
        Name = template.Name,
        Label = template.Label,
        Description = string.IsNullOrEmpty(template.Description) ? null : template.Description,
        Slots = [.. slots.Select(slot => new MeecoTemplateSlot
        {
            Name = slot.Name,
            Label = slot.Label,
            Type = slot.SlotTypeName,
            Required = slot.Required,
        })],
    };
}
