namespace Meeco;

/// <summary>The session token of one server; there is none before login and after the end of the session.</summary>
internal sealed class AccessToken
{
    private volatile string? _value;

    /// <summary>The raw token: a secret.</summary>
    public string? Value
    {
        get => _value;
        set => _value = value;
    }
}
