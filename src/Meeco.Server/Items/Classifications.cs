using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Links items and slots to classification nodes (rule 7).</summary>
internal sealed class Classifications(MeecoDb db, PublicIds ids)
{
    /// <summary>
    /// Links and unlinks the nodes that the attributes name. A node that a user-owned scheme lacks is made for the user;
    /// in the other schemes it is an error.
    /// </summary>
    /// <param name="userKey">Whose item it is.</param>
    /// <param name="linked">The present nodes, tracked.</param>
    /// <param name="attributes">What to link and unlink.</param>
    /// <param name="field">Where they stand in the request.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">422: one names no node.</exception>
    public async Task LinkAsync(
        long userKey,
        List<ClassificationNode> linked,
        IReadOnlyList<ClassificationNodeAttributes> attributes,
        string field,
        CancellationToken cancel)
    {
        foreach (var (wanted, index) in attributes.Select((wanted, index) => (wanted, index)))
        {
            var place = FormattableString.Invariant($"{field}[{index}]");
            var unlink = wanted.Destroy == true;
            var node = (wanted.Id ?? wanted.NodeId) is { Length: > 0 } id
                ? await FindAsync(userKey, id, place, cancel)
                : await FindOrMakeAsync(userKey, wanted, unlink, place, cancel);
            if (node is null)
            {
                continue;
            }

            if (unlink)
            {
                linked.Remove(node);
            }
            else if (!linked.Contains(node))
            {
                linked.Add(node);
            }
        }
    }

    private async Task<ClassificationNode> FindAsync(long userKey, string id, string field, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.ClassificationNode);
        return await db.ClassificationNodes
            .Include(node => node.Scheme)
            .SingleOrDefaultAsync(node => node.Key == key && (node.OwnerKey == null || node.OwnerKey == userKey), cancel)
            ?? throw Refuse.Invalid(field, "There is no such classification node.");
    }

    private async Task<ClassificationNode?> FindOrMakeAsync(
        long userKey,
        ClassificationNodeAttributes wanted,
        bool unlink,
        string field,
        CancellationToken cancel)
    {
        var text = Check.Text(wanted.Name ?? wanted.NodeName ?? wanted.Label, $"{field}.name", ItemLimits.Name);
        var name = MachineName.From(text, "node");
        var scheme = await FindSchemeAsync(wanted, field, cancel);

        // The change tracker first: the same request may have made the node a moment ago.
        var node = db.ClassificationNodes.Local.FirstOrDefault(
            known => known.SchemeKey == scheme.Key && known.Name == name && (known.OwnerKey is null || known.OwnerKey == userKey))
            ?? await db.ClassificationNodes
                .Where(known => known.SchemeKey == scheme.Key && known.Name == name)
                .Where(known => known.OwnerKey == null || known.OwnerKey == userKey)
                .FirstOrDefaultAsync(cancel);
        if (node is not null || unlink)
        {
            return node;
        }

        if (!scheme.UserOwned)
        {
            throw Refuse.Invalid(field, "There is no such classification node, and users do not add nodes to this scheme.");
        }

        var made = new ClassificationNode { SchemeKey = scheme.Key, OwnerKey = userKey, Name = name, Label = wanted.Label ?? text };
        db.Add(made);
        return made;
    }

    private async Task<ClassificationScheme> FindSchemeAsync(ClassificationNodeAttributes wanted, string field, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(wanted.SchemeId))
        {
            var key = ids.Decode(wanted.SchemeId, IdKind.ClassificationScheme);
            return await db.ClassificationSchemes.SingleOrDefaultAsync(scheme => scheme.Key == key, cancel)
                ?? throw Refuse.Invalid($"{field}.scheme_id", "There is no such classification scheme.");
        }

        var name = (wanted.Scheme ?? wanted.SchemeName) is { Length: > 0 } given ? given : TemplateCatalogue.TagScheme;
        return await db.ClassificationSchemes.SingleOrDefaultAsync(scheme => scheme.Name == name, cancel)
            ?? throw Refuse.Invalid($"{field}.scheme", "There is no such classification scheme.");
    }
}
