using System.CommandLine;
using Meeco.Server.Accounts;
using Meeco.Server.Hosting;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Operation.Commands;

/// <summary>What the operator sees and decides of users.</summary>
internal static class UserCommands
{
    private static readonly Option<bool> Disabled = new("--disabled") { Description = "Only those that are disabled." };

    private static readonly Argument<string> Id = new("id") { Description = "As the list shows it." };

    /// <summary>The commands for users.</summary>
    public static Command Users() => new("users", "Users, whose accounts the operator may close.")
    {
        List(),
        Decide("disable", "Closes an account: its tokens are void at once, and nobody logs in to it or acts for it. Its data stays.", (disabling, id, cancel) =>
            disabling.DisableAsync(id, cancel)),
        Decide("enable", "Opens an account again.", (disabling, id, cancel) => disabling.EnableAsync(id, cancel)),
    };

    private static Command List()
    {
        var command = new Command("list", "Lists the users.") { Disabled, Table.Json };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            async services =>
            {
                var onlyDisabled = parsed.GetValue(Disabled);
                var found = await services.GetRequiredService<MeecoDb>().VaultUsers.AsNoTracking()
                    .Include(user => user.KeystoreUser)
                    .Where(user => !onlyDisabled || user.DisabledAt != null)
                    .OrderBy(user => user.Key)
                    .ToListAsync(cancel);
                var ids = services.GetRequiredService<PublicIds>();
                return Table.Show(
                    parsed,
                    [.. found.Select(user => Row(user, ids))],
                    RowsJson.Default.IReadOnlyListUserRow,
                    row => [row.Id, row.State, row.Type, $"{row.JoinedAt:u}", row.Username, row.FullName, row.Email]);
            },
            cancel));
        return command;
    }

    private static Command Decide(string name, string description, Func<UserDisabling, string, CancellationToken, Task<VaultUser>> decide)
    {
        var command = new Command(name, description) { Id, Table.Json };
        command.SetAction((parsed, cancel) => CommandHost.RunOnDatabaseAsync(
            parsed,
            async services =>
            {
                var user = await decide(services.GetRequiredService<UserDisabling>(), parsed.GetRequiredValue(Id), cancel);
                var row = Row(user, services.GetRequiredService<PublicIds>());
                return Table.Show(parsed, row, RowsJson.Default.UserRow, $"{row.FullName ?? row.Username ?? "The user"} ({row.Id}) is {row.State}.");
            },
            cancel));
        return command;
    }

    private static UserRow Row(VaultUser user, PublicIds ids) => new(
        ids.Encode(IdKind.VaultUser, user.Key),
        user.DisabledAt is null ? "enabled" : "disabled",
        user.Type.Text(),
        user.CreatedAt,
        user.DisabledAt,
        user.KeystoreUser?.Username,
        user.FullName,
        user.Email);
}
