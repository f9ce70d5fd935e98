using System.CommandLine;
using Meeco.Server.Operation.Commands;
using Meeco.Server.Organizations;
using Meeco.Server.Storage;

namespace Meeco.Server.Hosting;

/// <summary>The server's own command line, for the operator: he who may write to the database needs no account.</summary>
internal static class CommandLine
{
    private static readonly string[] Help = ["--help", "-h"];

    /// <summary>Whether the arguments are for the operator and not for the server.</summary>
    public static bool IsMeantBy(string[] args)
    {
        var words = Build().Subcommands.Select(command => command.Name).Concat(Help).ToHashSet();
        return args.Any(words.Contains);
    }

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code: 0, or 1 after saying on the error output what failed.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var streams = new InvocationConfiguration { Output = output, Error = errors };
        return Build().Parse(args).InvokeAsync(streams);
    }

    private static RootCommand Build() => new("Meeco's vault and keystore. Without a command the server starts (--urls, --data, --Meeco:<setting>).")
    {
        CommandHost.Data,
        CommandHost.Connection,
        OrganizationCommands.Organizations(),
        OrganizationCommands.Services(),
        UserCommands.Users(),
        TaskCommands.Tasks(),
        UpkeepCommands.Vacuum(),
        UpkeepCommands.Backup(),
        StorageCommands.Migrate(),
        StorageCommands.Copy(),
    };
}
