using System.Text.Json;

namespace Meeco.Wire;

/// <summary>Work that the server cannot do, because it can read nothing (rule 43).</summary>
public sealed record ClientTaskBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// One of <see cref="ClientTaskStates"/>; before the transition in an answer that claims (rule 47).
    /// </summary>
    public required string State { get; init; }

    /// <summary>One of <see cref="WorkTypes"/>, or one that this version does not know.</summary>
    public required string WorkType { get; init; }

    /// <summary>What it is about; for `update_item_shares` the owner's id of the item.</summary>
    public required string TargetId { get; init; }

    /// <summary>A JSON object, never null.</summary>
    public JsonElement AdditionalOptions { get; init; } = WireJson.EmptyObject;

    /// <summary>When the state changed; null before the first change.</summary>
    public DateTimeOffset? LastStateTransitionAt { get; init; }

    /// <summary>What the client that ran it reported: a JSON object, never null.</summary>
    public JsonElement Report { get; init; } = WireJson.EmptyObject;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the calling session holds the claim. Additive; null from other servers.</summary>
    public bool? ClaimedByThisSession { get; init; }
}
