using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Links items, slots and templates to classification nodes, and makes nodes (rule 7).</summary>
internal sealed class Classifications(MeecoDb db, PublicIds ids, TimeProvider clock)
{
    private const string NewNode = "classification_node";

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

    /// <summary>The nodes of all users and the user's own.</summary>
    public IQueryable<ClassificationNode> VisibleTo(long userKey) =>
        db.ClassificationNodes.Where(node => node.OwnerKey == null || node.OwnerKey == userKey);

    /// <summary>Makes a node of the caller's own. Call it inside a transaction; its key is known after saving.</summary>
    /// <exception cref="RefusedException">409: he has one of this name in the scheme. 422: the scheme is not the users', or a member is missing.</exception>
    public async Task<ClassificationNode> CreateAsync(VaultCaller caller, PostClassificationNode wanted, CancellationToken cancel)
    {
        var schemeName = Check.Text(wanted.ClassificationSchemeName, $"{NewNode}.classification_scheme_name", ItemLimits.Name);
        var given = Check.OptionalText(wanted.Name, $"{NewNode}.name", ItemLimits.Name);
        var label = Check.OptionalText(wanted.Label, $"{NewNode}.label", ItemLimits.Label);
        if (string.IsNullOrWhiteSpace(given) && string.IsNullOrWhiteSpace(label))
        {
            throw Refuse.Invalid($"{NewNode}.name", "A node needs a name or a label.");
        }

        var name = MachineName.From(string.IsNullOrWhiteSpace(given) ? label : given, "node");
        var scheme = await db.ClassificationSchemes.SingleOrDefaultAsync(scheme => scheme.Name == schemeName, cancel)
            ?? throw Refuse.Invalid($"{NewNode}.classification_scheme_name", "There is no such classification scheme.");
        if (!scheme.UserOwned)
        {
            throw Refuse.Invalid($"{NewNode}.classification_scheme_name", "Users do not add nodes to this scheme.");
        }

        if (await VisibleTo(caller.UserKey).AnyAsync(node => node.SchemeKey == scheme.Key && node.Name == name, cancel))
        {
            throw Refuse.Conflict(ErrorCodes.AlreadyExists, $"There is a node {name} in this scheme already.");
        }

        var made = new ClassificationNode
        {
            SchemeKey = scheme.Key,
            OwnerKey = caller.UserKey,
            Name = name,
            Label = string.IsNullOrWhiteSpace(label) ? given! : label,
            Description = Check.OptionalText(wanted.Description, $"{NewNode}.description", ItemLimits.Description),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(made);
        return made;
    }

    private async Task<ClassificationNode> FindAsync(long userKey, string id, string field, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.ClassificationNode);
        return await VisibleTo(userKey)
            .Include(node => node.Scheme)
            .SingleOrDefaultAsync(node => node.Key == key, cancel)
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
            ?? await VisibleTo(userKey).FirstOrDefaultAsync(known => known.SchemeKey == scheme.Key && known.Name == name, cancel);
        if (node is not null || unlink)
        {
            return node;
        }

        if (!scheme.UserOwned)
        {
            throw Refuse.Invalid(field, "There is no such classification node, and users do not add nodes to this scheme.");
        }

        var made = new ClassificationNode
        {
            SchemeKey = scheme.Key,
            OwnerKey = userKey,
            Name = name,
            Label = Check.OptionalText(wanted.Label, $"{field}.label", ItemLimits.Label) ?? text,
            CreatedAt = clock.GetUtcNow(),
        };
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
