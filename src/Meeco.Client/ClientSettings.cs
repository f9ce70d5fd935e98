namespace Meeco;

/// <summary>How this library talks and works; the defaults suit everybody but tests.</summary>
internal sealed record ClientSettings
{
    /// <summary>The defaults.</summary>
    public static ClientSettings Default { get; } = new();

    /// <summary>Where new RSA pairs come from.</summary>
    public IKeyPairSource KeyPairs { get; init; } = new FreshKeyPairs();

    /// <summary>Makes the handler that really sends; disposed with the session.</summary>
    public Func<HttpMessageHandler> CreateTransport { get; init; } = SecureTransport.Create;

    /// <summary>How long one try of a call may take, answer included.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a call may take with all its tries and waits.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a call that can be repeated is repeated; being told to wait does not count.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>The wait before the first repetition, when the server does not name one; doubles each time.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait that a server may ask for; a longer one ends the call with <c>RateLimited</c>.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>By what part of it such a wait is made longer at most.</summary>
    public double RetryJitter { get; init; } = 0.1;

    /// <summary>The largest answer that is read, in bytes.</summary>
    public long MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many calls one bulk operation has in flight.</summary>
    public int MaxConcurrency { get; init; } = 6;

    /// <summary>How many blocks of one file are in flight; each takes a buffer of the size of a block.</summary>
    public int MaxBlocksInFlight { get; init; } = 4;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
