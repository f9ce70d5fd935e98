namespace Meeco.Server.Shares;

/// <summary>Who may share an item on (rule 28). The numbers are stored.</summary>
internal enum SharingMode
{
    /// <summary>The owner only.</summary>
    Owner = 0,

    /// <summary>The recipient too.</summary>
    Anyone = 1,
}
