namespace Meeco.Wire;

/// <summary>Asks the keystore for another session made from this one (`POST /session/limited_in_time`).</summary>
public sealed record PostSessionLimitedInTimeRequest
{
    /// <summary>Its lifetime in seconds.</summary>
    public double? ValidFor { get; init; }
}
