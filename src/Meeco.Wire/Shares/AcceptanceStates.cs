namespace Meeco.Wire;

/// <summary>Whether a recipient must accept a share, and whether he did (rule 25).</summary>
public static class AcceptanceStates
{
    /// <summary>It is readable at once.</summary>
    public const string NotRequired = "acceptance_not_required";

    /// <summary>It is readable after acceptance.</summary>
    public const string Required = "acceptance_required";

    /// <summary>He accepted.</summary>
    public const string Accepted = "accepted";

    /// <summary>He refused.</summary>
    public const string Rejected = "rejected";
}
