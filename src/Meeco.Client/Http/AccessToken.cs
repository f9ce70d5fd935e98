namespace Meeco;

/// <summary>The session token of one server; there is none before login and after the end of the session.</summary>
internal sealed class AccessToken
{
    private volatile string? _value;
    private volatile bool _isAbsent;

    /// <summary>The raw token: a secret.</summary>
    public string? Value
    {
        get => _value;
        set => _value = value;
    }

    /// <summary>Whether there will never be one, so that no call goes out.</summary>
    public bool IsAbsent
    {
        get => _isAbsent;
        set => _isAbsent = value;
    }
}
