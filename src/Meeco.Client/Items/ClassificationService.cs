using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>The words that items and templates are classified by.</summary>
internal sealed class ClassificationService(MeecoSession session)
{
    /// <summary>Lists the words of the vault's schemes and the user's own, page by page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The nodes.</returns>
    public async IAsyncEnumerable<MeecoClassification> ListAsync(
        ClassificationFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var own = filter.Own switch { true => "true", false => "false", null => null };
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Items.ListClassificationsAsync(filter.Scheme, own, cursor, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var node in page.ClassificationNodes)
            {
                yield return Count(node);
            }
        }
    }

    /// <summary>Reads one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The node.</returns>
    /// <exception cref="MeecoException"><c>ClassificationNotFound</c>.</exception>
    public async Task<MeecoClassification> GetAsync(string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Items.GetClassificationAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ClassificationNotFound(id)).ConfigureAwait(false);
        return Count(answer.ClassificationNode);
    }

    /// <summary>Makes one of the user's own.</summary>
    /// <param name="wanted">The node.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The node.</returns>
    /// <exception cref="MeecoException"><c>AlreadyExists</c>; <c>ValidationFailed</c>: the scheme is not the users'.</exception>
    public async Task<MeecoClassification> CreateAsync(NewClassification wanted, CancellationToken cancel)
    {
        var answer = await session.Apis.Items.CreateClassificationAsync(
            new PostClassificationNodesRequest
            {
                ClassificationNode = new PostClassificationNode
                {
                    ClassificationSchemeName = wanted.Scheme,
                    Name = wanted.Name,
                    Label = wanted.Label,
                    Description = wanted.Description,
                },
            },
            ServerApis.NewIdempotencyKey(),
            cancel).ConfigureAwait(false);
        return Count(answer.ClassificationNode);
    }

    /// <summary>The nodes of an item or a template, in an array: PowerShell indexes no other list that C# makes.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="nodes">The nodes that were answered with it, and perhaps others.</param>
    /// <returns>Those of them that were answered, by scheme and name: the vault has no order for them.</returns>
    public static IReadOnlyList<MeecoClassification> Pick(IReadOnlyList<string> ids, IReadOnlyList<ClassificationNodeBody> nodes) =>
        ids.Count == 0
            ? []
            : (MeecoClassification[])[
                .. nodes.Where(node => ids.Contains(node.Id)).Select(Map)
                    .OrderBy(node => node.Scheme, StringComparer.Ordinal).ThenBy(node => node.Name, StringComparer.Ordinal),
            ];

    /// <summary>From the words of the wire to ours.</summary>
    /// <param name="node">A node.</param>
    /// <returns>The same.</returns>
    public static MeecoClassification Map(ClassificationNodeBody node) => new()
    {
        Id = node.Id,
        Scheme = node.Scheme ?? "",
        Name = node.Name,
        Label = node.Label,
        Description = string.IsNullOrEmpty(node.Description) ? null : node.Description,
        Own = node.Own,
    };

    private MeecoClassification Count(ClassificationNodeBody node) =>
        session.Names.Note(Map(node)) with { Count = node.ClassificationsCount };
}
