namespace Meeco;

/// <summary>A file to attach.</summary>
internal sealed record NewAttachment
{
    /// <summary>Where it is.</summary>
    public required string Path { get; init; }

    /// <summary>The name for people of its slot; null is the name of the file.</summary>
    public string? Label { get; init; }

    /// <summary>What it is; null goes by the ending of its name.</summary>
    public string? ContentType { get; init; }
}
