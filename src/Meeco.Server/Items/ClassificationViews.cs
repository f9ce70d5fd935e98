using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Writes classification nodes in the wire's words, with how often the caller uses them.</summary>
internal sealed class ClassificationViews(MeecoDb db, ItemViews views)
{
    /// <summary>The nodes in their order, loaded with their schemes.</summary>
    public async Task<IReadOnlyList<ClassificationNodeBody>> BodiesAsync(
        VaultCaller caller,
        IReadOnlyList<ClassificationNode> nodes,
        CancellationToken cancel)
    {
        var keys = nodes.Select(node => node.Key).ToList();
        var user = caller.UserKey;
        var counts = await db.ClassificationNodes
            .Where(node => keys.Contains(node.Key))
            .Select(node => new
            {
                node.Key,
                Count = node.Items.Count(item => item.OwnerKey == user)
                    + node.Slots.Count(slot => slot.Item!.OwnerKey == user)
                    + node.Templates.Count(template => template.OwnerKey == null || template.OwnerKey == user),
            })
            .ToDictionaryAsync(node => node.Key, node => node.Count, cancel);
        return [.. views.Nodes(nodes).Zip(nodes, (body, node) => body with { ClassificationsCount = counts[node.Key] })];
    }
}
