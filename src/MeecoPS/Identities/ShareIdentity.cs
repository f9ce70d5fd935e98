using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which share is meant: the object itself, or its id.</summary>
public sealed class ShareIdentity
{
    /// <summary>Means this share.</summary>
    /// <param name="share">The share.</param>
    public ShareIdentity(MeecoShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        (Reference, Source) = (share.Id, share);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public ShareIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id.</summary>
    /// <param name="text">Not empty.</param>
    public ShareIdentity(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Reference, Source) = (text, text);
    }

    /// <summary>The id to look for.</summary>
    internal string Reference { get; }

    /// <summary>What the user gave, for errors to name.</summary>
    internal object Source { get; }

    /// <summary>How the user knows it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? Reference;
}
