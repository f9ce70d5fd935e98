namespace Meeco.Server.Accounts;

/// <summary>How long the texts of accounts may be, in characters.</summary>
internal static class AccountLimits
{
    public const int Username = 255;

    public const int PublicKey = 4096;

    public const int ProfileText = 1000;

    public const int ExternalIdentifier = 255;

    public const int ExternalIdentifiers = 50;
}
