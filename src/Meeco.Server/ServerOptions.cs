using System.ComponentModel.DataAnnotations;
using Meeco.Server.Attachments;

namespace Meeco.Server;

/// <summary>
/// Every setting of the server. <see cref="Data"/> is read from the key <c>Data</c> (<c>--data</c>), all others from
/// the section <c>Meeco</c>: <c>Meeco:PageSize</c> in appsettings.json, <c>--Meeco:PageSize 50</c> on the command line,
/// <c>Meeco__PageSize</c> in the environment. Addresses are ASP.NET Core's own key <c>Urls</c> (<c>--urls</c>), and the database
/// is its <c>ConnectionStrings:Meeco</c> (<see cref="Storage.DatabaseAddress"/>).
/// </summary>
internal sealed class ServerOptions
{
    /// <summary>The section that holds the settings.</summary>
    public const string Section = "Meeco";

    /// <summary>Where the server listens when nothing else is said: on this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5300";

    /// <summary>The folder that holds <c>meeco.db</c>, unless a connection string says otherwise, and the folder <c>blobs</c>; made when it is missing, readable by its owner only.</summary>
    [Required]
    public string Data { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Meeco", "Server");

    /// <summary>Whether database and files go when the server stops; for a server that lives as long as a shell.</summary>
    public bool TemporaryData { get; set; }

    /// <summary>Records on a page when the caller does not say (docs/WIRE.md 1.7).</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 200;

    /// <summary>The most records a page ever has; a larger <c>per_page</c> is cut to it.</summary>
    [Range(1, 10_000)]
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>The largest request body in bytes; more is answered with 413.</summary>
    [Range(1024, 1L << 30)]
    public long MaxRequestBodySize { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How many requests a session may send in a minute, at vault and keystore each, and whoever has none from one address;
    /// more is answered with 429. 0 is no limit. Null, the default, is no limit for callers on this machine and 12000 for others.
    /// </summary>
    [Range(0, 10_000_000)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>How many of them may come at once; null, the default, is a sixth of <see cref="RequestsPerMinute"/>.</summary>
    [Range(1, 10_000_000)]
    public int? RequestBurst { get; set; }

    /// <summary>How long one request waits for the database's write lock before it is answered with 503.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan WriteLockTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a session lives unless the caller asked for less (<c>valid_for</c>).</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Open sessions of one user and service; one more ends the oldest.</summary>
    [Range(1, 100_000)]
    public int MaxSessionsPerUser { get; set; } = 200;

    /// <summary>How long a user name handed out for registration is promised.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan UsernameLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an SRP challenge can be answered.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan ChallengeLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Open challenges of one user name; one more ends the oldest.</summary>
    [Range(1, 10_000)]
    public int MaxChallengesPerUsername { get; set; } = 20;

    /// <summary>Open challenges of all user names together; one more ends the oldest.</summary>
    [Range(1, 10_000_000)]
    public int MaxChallenges { get; set; } = 10_000;

    /// <summary>Failed log-ins of one user name within <see cref="LoginAttemptWindow"/>; then 429 until the window ends.</summary>
    [Range(1, 10_000)]
    public int MaxLoginAttempts { get; set; } = 10;

    /// <summary>
    /// Failed log-ins from one address within <see cref="LoginAttemptWindow"/>, whatever the names; then 429 until the window
    /// ends. 0 is no limit. Null, the default, is no limit for callers on this machine and 100 for others.
    /// </summary>
    [Range(0, 1_000_000)]
    public int? MaxLoginAttemptsPerAddress { get; set; }

    /// <summary>The window in which failed log-ins are counted, from the first of them.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LoginAttemptWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a token that admits a keystore user to the vault is good (rule 74).</summary>
    [Range(typeof(TimeSpan), "00:00:05", "7.00:00:00")]
    public TimeSpan AdmissionTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an invitation is good; <c>expires_in</c> may only shorten it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3660.00:00:00")]
    public TimeSpan InvitationLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether an invitation that does not say so is of the workflow in which its sender confirms (rule 15).</summary>
    public bool MultistepInvitations { get; set; }

    /// <summary>The most shares that are prepared with one invitation; they are all made in the call that connects.</summary>
    [Range(1, 10_000)]
    public int MaxShareIntentsPerInvitation { get; set; } = 200;

    /// <summary>How long a delegation can be claimed after it was made; what was claimed lasts until somebody ends it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3660.00:00:00")]
    public TimeSpan DelegationLifetime { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a claimed client task stays with its claimer (rule 48).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ClientTaskLease { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a client task is remembered after it was done, or ended by the server.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36600.00:00:00")]
    public TimeSpan ClientTaskLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// The longest chain of on-shares under an owner's share: null is no limit, 1 is the rule of API 39, under which
    /// a recipient's on-share is forced to mode <c>owner</c> (rule 29).
    /// </summary>
    [Range(0, 1000)]
    public int? MaxOnShareDepth { get; set; }

    /// <summary>
    /// Whether an on-share may outlive the share it came from. Rule 33 as printed reads so; as meant, it may not.
    /// </summary>
    public bool OnShareMayOutliveItsParent { get; set; }

    /// <summary>How long a share is kept that is over, withheld, so that its sender may let it last longer.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36600.00:00:00")]
    public TimeSpan ExpiredShareLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The most slots an item may have.</summary>
    [Range(1, 100_000)]
    public int MaxSlotsPerItem { get; set; } = 1000;

    /// <summary>The most shares that one call makes, updates, changes or ends; more is answered with 413.</summary>
    [Range(1, 100_000)]
    public int MaxSharesPerCall { get; set; } = 1000;

    /// <summary>How long the event feed remembers what happened.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36600.00:00:00")]
    public TimeSpan EventLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Where files are kept in a store that speaks S3, rather than in the data folder.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>The largest file in bytes; more is answered with 413.</summary>
    [Range(1, 1L << 50)]
    public long MaxBlobSize { get; set; } = 8L << 30;

    /// <summary>The largest block of a file in bytes, and the largest file that comes in one piece; more is answered with 413.</summary>
    [Range(64 * 1024, 1L << 30)]
    public long MaxBlockSize { get; set; } = 8 * 1024 * 1024;

    /// <summary>The most blocks that a file may come in.</summary>
    [Range(1, 50_000)]
    public int MaxBlocksPerBlob { get; set; } = 50_000;

    /// <summary>How many bytes the files of one user may have together; null is no limit.</summary>
    [Range(0, long.MaxValue)]
    public long? MaxDataPerUser { get; set; }

    /// <summary>How long a file may be uploaded after it was announced, and then be put into a slot; else it is removed.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an address is good that opens a file or thumbnail to whoever has it.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan BlobUrlLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest encrypted thumbnail in characters, of which three quarters are the picture.</summary>
    [Range(1024, 1 << 28)]
    public int MaxThumbnailSize { get; set; } = 2 * 1024 * 1024;

    /// <summary>How long the answer to a request with an <c>Idempotency-Key</c> is remembered.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan IdempotentAnswerLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often what is over is removed, by one of the instances on a database.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);
}
