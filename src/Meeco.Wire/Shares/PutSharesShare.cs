using System.Text.Json.Serialization;

namespace Meeco.Wire;

/// <summary>The changes of a share; members that are absent stay.</summary>
public sealed record PutSharesShare
{
    /// <summary>The share.</summary>
    public string? ShareId { get; init; }

    /// <summary>When it ends; null for never, absent keeps it.</summary>
    [JsonConverter(typeof(MaybeConverter<DateTimeOffset?>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Maybe<DateTimeOffset?> ExpiresAt { get; init; }

    /// <summary>Whether the recipient may share on; the owner alone may say so (rule 29).</summary>
    public bool? OnsharingPermitted { get; init; }

    /// <summary>The same in words: one of <see cref="SharingModes"/>.</summary>
    public string? SharingMode { get; init; }
}
