using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Meeco.Benchmarks.Comparison;

/// <summary>
/// Meeco's published npm packages in node, in the versions that tests/Interop pins. Where there is no node, they are left out.
/// </summary>
internal sealed class PublishedPackages
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private PublishedPackages(string? missing) => Missing = missing;

    /// <summary>Why they are not measured; null when they are.</summary>
    public string? Missing { get; }

    /// <summary>For a run that does not measure them.</summary>
    public static PublishedPackages None { get; } = new("this run is about the server");

    /// <summary>Looks for node, and installs the packages where they were never installed.</summary>
    public static async Task<PublishedPackages> FindAsync(CancellationToken cancel)
    {
        try
        {
            if (!Directory.Exists(Path.Combine(RepositoryFiles.Interop, "node_modules", "@meeco", "cryppo")))
            {
                // On Windows npm is a script, which only the command interpreter starts.
                string[] install = ["ci", "--prefer-offline", "--no-audit", "--no-fund"];
                var start = OperatingSystem.IsWindows()
                    ? new ProcessStartInfo("cmd", ["/c", "npm", .. install])
                    : new ProcessStartInfo("npm", install);
                await FinishAsync(start, RepositoryFiles.Interop, input: null, cancel);
            }

            await FinishAsync(new ProcessStartInfo("node", ["--version"]), RepositoryFiles.Published, input: null, cancel);
            return new PublishedPackages(null);
        }
        catch (Win32Exception)
        {
            return new PublishedPackages("node is not installed");
        }
        catch (InvalidOperationException error)
        {
            return new PublishedPackages(error.Message);
        }
    }

    /// <summary>Does a piece of work in a node process of its own.</summary>
    /// <param name="work">The name of the script.</param>
    /// <param name="server">Where.</param>
    /// <param name="account">Who does it; null for somebody who has yet to register.</param>
    /// <param name="count">How much of it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What it took; null when the packages are not there.</returns>
    public async Task<PublishedResult?> RunAsync(
        string work, MeecoEnvironment server, Account? account, int count, CancellationToken cancel)
    {
        if (Missing is not null)
        {
            return null;
        }

        var job = new
        {
            Vault = server.VaultUrl.ToString().TrimEnd('/'),
            Keystore = server.KeystoreUrl.ToString().TrimEnd('/'),
            account?.Secret,
            World.Passphrase,
            Count = count,
        };
        var said = await FinishAsync(
            new ProcessStartInfo("node", [Path.Combine(RepositoryFiles.Published, work + ".mjs")]),
            RepositoryFiles.Published,
            JsonSerializer.Serialize(job, Json),
            cancel);
        return JsonSerializer.Deserialize<PublishedResult>(said, Json);
    }

    private static async Task<string> FinishAsync(ProcessStartInfo start, string folder, string? input, CancellationToken cancel)
    {
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {(await errors).Trim()}");
    }
}
