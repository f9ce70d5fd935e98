namespace Meeco.Server.Shares;

/// <summary>Where a share stands between its sender's wish and its recipient's consent (rule 25). The numbers are stored.</summary>
internal enum Acceptance
{
    /// <summary>The recipient reads at once.</summary>
    NotRequired = 0,

    /// <summary>Nothing of its values leaves the server yet.</summary>
    Required = 1,

    Accepted = 2,

    /// <summary>Visible to its sender only as such; gone from the recipient's items.</summary>
    Rejected = 3,
}
