namespace Meeco.Wire;

/// <summary>Whether a recipient may share on (rule 28).</summary>
public static class SharingModes
{
    /// <summary>The owner alone shares.</summary>
    public const string Owner = "owner";

    /// <summary>The recipient may share on.</summary>
    public const string Anyone = "anyone";
}
