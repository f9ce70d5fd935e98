namespace Meeco.Wire;

/// <summary>A file as clients of 2020 name it in a slot.</summary>
public sealed record AttachmentAttributes
{
    /// <summary>Its id.</summary>
    public string? Id { get; init; }
}
