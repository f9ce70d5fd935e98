using MeecoPS.Tests.Hosting;

namespace Meeco.Faults.Stage;

/// <summary>A command of some twenty items that is disturbed, and what there is to compare after it.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Kind">How the labels of its items begin.</param>
/// <param name="Age">How the values begin that recipients read after it.</param>
/// <param name="Command">The command.</param>
/// <param name="Again">The command that is run when there were errors.</param>
public sealed record Work(string Name, string Kind, string Age, string Command, string Again)
{
    private const string Share = $"""
        Get-MeecoItem -Own -Label '{World.ToShare} *' | New-MeecoShare -Connection (Get-MeecoConnection) -OnShare
        """;

    public static Work Sharing { get; } = new("sharing", World.ToShare, World.Old, Share, Share);

    public static Work Tasks { get; } = new(
        "tasks",
        World.ToUpdate,
        World.New,
        "Invoke-MeecoClientTaskBatch",
        "Invoke-MeecoClientTaskBatch; Invoke-MeecoClientTaskBatch -State Failed");

    public static IEnumerable<Work> All => [Sharing, Tasks];

    public override string ToString() => Name;

    /// <summary>The errors of a run that say more than that something is done already.</summary>
    internal static IReadOnlyList<string> Complaints(ShellRun run) =>
    [
        .. run.Errors.Where(error => !error.FullyQualifiedErrorId.StartsWith("AlreadyShared", StringComparison.Ordinal))
            .Select(error => $"{error.FullyQualifiedErrorId}: {error}"),
    ];
}
