namespace Meeco;

/// <summary>Names of one kind: the newest, and no more than there is room for. Safe for use by several threads.</summary>
/// <param name="room">How many are kept.</param>
internal sealed class NameShelf(int room)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<KnownName>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<KnownName> _names = [];
    private bool _closed;

    /// <summary>Remembers a name in the place of the one that the same thing had; the oldest makes room.</summary>
    /// <param name="name">The name; an empty one completes nothing and is passed over.</param>
    public void Put(KnownName name)
    {
        if (name.Text.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (_byId.Remove(name.Id, out var before))
            {
                _names.Remove(before);
            }
            else if (_names.Count == room)
            {
                _byId.Remove(_names.First!.Value.Id);
                _names.RemoveFirst();
            }

            _byId.Add(name.Id, _names.AddLast(name));
        }
    }

    /// <summary>Forgets the name of something that is gone.</summary>
    /// <param name="id">Its id.</param>
    public void Forget(string id)
    {
        lock (_gate)
        {
            if (_byId.Remove(id, out var gone))
            {
                _names.Remove(gone);
            }
        }
    }

    /// <summary>The names, oldest first.</summary>
    /// <returns>Those of this moment.</returns>
    public IReadOnlyList<KnownName> All()
    {
        lock (_gate)
        {
            return [.. _names];
        }
    }

    /// <summary>Forgets all, and whatever is still on its way here.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _byId.Clear();
            _names.Clear();
        }
    }
}
