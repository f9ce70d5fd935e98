namespace Meeco.Wire;

/// <summary>Asks the vault for another session made from this one (`POST /session/limited_in_time`).</summary>
public sealed record PostVaultSessionLimitedInTimeRequest
{
    /// <summary>Its lifetime in seconds; cannot outlive the session that asks.</summary>
    public double? ValidForSeconds { get; init; }
}
