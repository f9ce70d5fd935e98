using System.Text.Json;

namespace Meeco.Wire;

/// <summary>One reason why a call was refused.</summary>
public sealed record ErrorEntry
{
    /// <summary>The machine-readable code; those we know are in <see cref="ErrorCodes"/>.</summary>
    public required string Error { get; init; }

    /// <summary>The HTTP status that goes with it.</summary>
    public int HttpCode { get; init; }

    /// <summary>The reason in words; never holds a secret or a value.</summary>
    public string Message { get; init; } = "";

    /// <summary>The language of the message.</summary>
    public string RequestedLanguage { get; init; } = "en";

    /// <summary>Whether the message is in the language that was asked for.</summary>
    public bool MessageInRequestedLanguage { get; init; } = true;

    /// <summary>
    /// A JSON object with details: the field at fault, or the part of a request that failed (rule 42). An empty
    /// object when there is nothing to add.
    /// </summary>
    public JsonElement ExtraInfo { get; init; } = WireJson.EmptyObject;
}
