using System.Globalization;

namespace Meeco.Benchmarks.Providers;

/// <summary>
/// Who is in the database, and what has which key. Most users are alike, in rings of 18: each has 50 items, shared with the ten
/// behind him, and so receives 500. One user has a tenth of all shares, of his own items with ten others. Some have items that
/// nobody shared yet.
/// </summary>
internal static class Population
{
    public const int SharesPerRing = 9000;
    public const int UsersPerRing = 18;
    public const int ItemsPerUser = 50;
    public const int Recipients = 10;

    /// <summary>Items that the great sharer gets for each ring: a tenth of the shares are his.</summary>
    public const int GreatItemsPerRing = SharesPerRing / 9 / Recipients;

    public const long GreatSharer = 500_001;
    public const long FirstGreatRecipient = 500_002;

    public const int FreshOwners = 16;
    public const int FreshItems = 32_000;

    /// <summary>The first of them are for the bare database; a client that lists its newest thousand does not see them.</summary>
    public const int BareItems = FreshItems - (FreshOwners * 1000);
    public const long FirstFreshOwner = 600_001;

    public const long FirstUser = 1_000_000;
    public const long FirstItem = 1_000_000;
    public const long FirstGreatItem = 2_000_000_000;
    public const long FirstFreshItem = 3_000_000_000;

    /// <summary>Where the keys begin that the server gives itself, behind all of these.</summary>
    public const long FirstKeyOfServer = 1_000_000_000_000;

    /// <summary>How many rings make so many shares.</summary>
    public static int RingsOf(int shares) => Math.Max(1, shares / (SharesPerRing + (GreatItemsPerRing * Recipients)));

    public static long User(int ring, int user) => FirstUser + (ring * UsersPerRing) + user;

    /// <summary>A number as SQL says it.</summary>
    public static string Sql(long number) => number.ToString(CultureInfo.InvariantCulture);
}
