using Meeco;

namespace MeecoPS.Identities;

/// <summary>
/// Which classification is meant: the object itself, its id, <c>scheme/name</c>, or a name alone, which is a tag.
/// </summary>
public sealed class ClassificationIdentity
{
    private readonly ClassificationInput _input;

    /// <summary>Means this classification.</summary>
    /// <param name="classification">The classification.</param>
    public ClassificationIdentity(MeecoClassification classification)
    {
        ArgumentNullException.ThrowIfNull(classification);
        (_input, Source) = (new ClassificationInput { Id = classification.Id }, classification);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public ClassificationIdentity(Guid id) => (_input, Source) = (new ClassificationInput { Id = id.ToString() }, id);

    /// <summary>Means one by its id, or else by <c>scheme/name</c>, or by its name among the tags.</summary>
    /// <param name="text">Not empty.</param>
    public ClassificationIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Source = text;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        _input = Guid.TryParse(text, out _)
            ? new ClassificationInput { Id = text }
            : new ClassificationInput
            {
                Scheme = slash > 0 ? text[..slash] : ClassificationInput.TagScheme,
                Name = slash > 0 ? text[(slash + 1)..] : text,
            };
    }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    /// <summary>As the client takes it.</summary>
    internal ClassificationInput Input => _input;

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? "";
}
