namespace Meeco.Wire;

/// <summary>The calling user.</summary>
public sealed record MeResponse
{
    /// <summary>The user.</summary>
    public required VaultUserBody User { get; init; }

    /// <summary>Bytes uploaded.</summary>
    public long DataSizeOfUploadedAttachmentsAndFolders { get; init; }

    /// <summary>Bytes he may upload; null for no limit.</summary>
    public long? DataSizeLimit { get; init; }

    /// <summary>Whether he has reached it.</summary>
    public bool DataSizeLimitExceeded { get; init; }

    /// <summary>Always empty; clients of 2020 cannot do without it.</summary>
    public IReadOnlyList<AssociationBody> Associations { get; init; } = [];
}
