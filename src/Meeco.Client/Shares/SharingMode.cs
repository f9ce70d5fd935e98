namespace Meeco;

/// <summary>Who may share an item.</summary>
public enum SharingMode
{
    /// <summary>The owner alone.</summary>
    Owner,

    /// <summary>The recipient may share it on.</summary>
    Anyone,
}
