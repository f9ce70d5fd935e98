using Meeco;

namespace MeecoPS.Identities;

/// <summary>Which client task is meant: the object itself, or its id.</summary>
public sealed class ClientTaskIdentity
{
    /// <summary>Means this task.</summary>
    /// <param name="task">The client task.</param>
    public ClientTaskIdentity(MeecoClientTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        (Reference, Source) = (task.Id, task);
    }

    /// <summary>Means the task of this result.</summary>
    /// <param name="result">The client task.</param>
    public ClientTaskIdentity(MeecoClientTaskResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        (Reference, Source) = (result.ClientTaskId, result);
    }

    /// <summary>Means one by its id.</summary>
    /// <param name="id">The id.</param>
    public ClientTaskIdentity(Guid id) => (Reference, Source) = (id.ToString(), id);

    /// <summary>Means one by its id.</summary>
    /// <param name="text">Not empty.</param>
    public ClientTaskIdentity(string text)
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
