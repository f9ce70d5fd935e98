namespace Meeco.Wire;

/// <summary>A member of a request where "absent" and "null" mean different things.</summary>
/// <typeparam name="T">The type of the member, nullable where null may be sent.</typeparam>
public readonly record struct Maybe<T>
{
    /// <summary>A member that is there.</summary>
    /// <param name="value">What is sent; may be null.</param>
    public Maybe(T value)
    {
        Value = value;
        IsPresent = true;
    }

    /// <summary>Whether the member is there; false for <c>default</c>.</summary>
    public bool IsPresent { get; }

    /// <summary>What was sent; the default of the type when nothing was.</summary>
    public T Value { get; }
}
