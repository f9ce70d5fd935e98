using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which item template is meant: the object itself, or its id or exact name.</summary>
public sealed class TemplateIdentity
{
    /// <summary>Means this template.</summary>
    /// <param name="template">The item template.</param>
    public TemplateIdentity(MeecoItemTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        (Reference, Source) = (template.Name, template);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public TemplateIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id, or else by its exact name.</summary>
    /// <param name="text">Not empty.</param>
    public TemplateIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>The id or name to look for.</summary>
    internal string Reference { get; }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;
}
