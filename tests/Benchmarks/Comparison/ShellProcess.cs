using System.Diagnostics;
using MeecoPS.Tests.Support;

namespace Meeco.Benchmarks.Comparison;

/// <summary>
/// Our cmdlets in a process of their own: the hosted PowerShell engine with the published module imported. Steps share its
/// variables and its session.
/// </summary>
internal sealed class ShellProcess : IAsyncDisposable
{
    private const string End = "--- end of step ---";
    private const string Failed = "failed: ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meeco-benchmarks-");

    private ShellProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Starts the shell and logs a user in.</summary>
    public static async Task<ShellProcess> StartAsync(MeecoEnvironment environment, Account account, CancellationToken cancel)
    {
        var shell = new ShellProcess(Process.Start(new ProcessStartInfo("dotnet", [Repository.Shell])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        await shell.RunAsync(
            $$"""
            $ErrorActionPreference = 'Stop'
            Set-MeecoEnvironment -VaultUrl '{{environment.VaultUrl}}' -KeystoreUrl '{{environment.KeystoreUrl}}'
            function Read-Secret([string] $Text) { [System.Net.NetworkCredential]::new('', $Text).SecurePassword }
            $secret = Read-Secret '{{account.Secret}}'
            $passphrase = Read-Secret '{{World.Passphrase}}'
            $session = Connect-Meeco -Secret $secret -Passphrase $passphrase
            """,
            cancel);
        return shell;
    }

    /// <summary>Runs a step.</summary>
    /// <returns>The lines that it wrote.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string script, CancellationToken cancel)
    {
        var file = Path.Combine(_folder.FullName, "step.ps1");
        await File.WriteAllTextAsync(file, script + "\n", cancel);
        await Process.StandardInput.WriteLineAsync($"try {{ . '{file}' }} catch {{ \"{Failed}$($_.FullyQualifiedErrorId): $_\" }}; '{End}'");
        await Process.StandardInput.FlushAsync(cancel);
        var lines = new List<string>();
        while (await Process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (line == End)
            {
                return lines.Find(static one => one.StartsWith(Failed, StringComparison.Ordinal)) is { } failure
                    ? throw new InvalidOperationException($"A step of the shell {failure}")
                    : lines;
            }

            lines.Add(line);
        }

        throw new InvalidOperationException($"The shell ended in a step that wrote: {string.Join(System.Environment.NewLine, lines)}");
    }

    public async ValueTask DisposeAsync()
    {
        Process.StandardInput.Close();
        if (!Process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            Process.Kill(entireProcessTree: true);
            await Process.WaitForExitAsync();
        }

        Process.Dispose();
        _folder.Delete(recursive: true);
    }
}
