namespace Meeco.Server.Items;

/// <summary>How long the texts of items may be, in characters.</summary>
internal static class ItemLimits
{
    public const int Name = 255;

    public const int Label = 1000;

    public const int Description = 10_000;
}
