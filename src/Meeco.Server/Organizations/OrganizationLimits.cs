namespace Meeco.Server.Organizations;

/// <summary>How long the texts of organisations and services may be, in characters.</summary>
internal static class OrganizationLimits
{
    public const int Name = 255;

    public const int Address = 1000;

    public const int Text = 10_000;
}
