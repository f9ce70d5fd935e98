using System.Text.RegularExpressions;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Help;

/// <summary>
/// What about_MeecoExamples says that the examples start from. Its own lines make it once; each page begins on a copy, which
/// spares making key pairs again.
/// </summary>
public sealed partial class ExampleStage : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StoredPairs _pairs = new();
    private readonly Lazy<Prepared> _prepared;

    public ExampleStage() => _prepared = new Lazy<Prepared>(Prepare);

    /// <summary>A runspace in which a fresh server runs, with the variables of the topic.</summary>
    /// <param name="screen">What is shown goes there.</param>
    internal HostedShell Begin(ScriptedUser screen)
    {
        var (data, variables) = _prepared.Value;
        var shell = new HostedShell(screen, _pairs.Copy()).With("folder", _folder.Copy(data, $"{Guid.NewGuid():N}"));
        foreach (var (name, value) in variables)
        {
            shell.With(name, value);
        }

        shell.Run("""
            $PSStyle.OutputRendering = 'PlainText'
            $WarningPreference = 'SilentlyContinue'
            $server = Start-MeecoServer -Path $folder
            $carlos, $bob, $alice = $secrets[2, 1, 0] | ForEach-Object { Connect-Meeco -Secret $_ -Passphrase $passphrase }
            $item = Get-MeecoItem DeLorean
            """).Succeeded();
        return shell;
    }

    public void Dispose() => _folder.Dispose();

    private Prepared Prepare()
    {
        var topic = File.ReadAllText(Path.Combine(Installation.Module, "en-US", "about_MeecoExamples.help.txt")).ReplaceLineEndings("\n");
        using var shell = new HostedShell(pairs: _pairs);

        // The bare engine lacks the module that has this command.
        shell.Run("""
            function ConvertTo-SecureString([string] $String, [switch] $AsPlainText) {
                [System.Net.NetworkCredential]::new('', $String).SecurePassword
            }
            """).Succeeded();
        shell.Run(Lines().Match(topic).Value).Succeeded();
        shell.Run("$secrets = $alice, $bob, $carlos | ForEach-Object { Get-MeecoAccountSecret -Session $_ }").Succeeded();
        var data = _folder.Copy((string)shell.Run("$server.Path").Succeeded().Single.BaseObject, "prepared");
        return new Prepared(data, new[] { "secrets", "passphrase", "organization", "service" }
            .ToDictionary(name => name, name => shell.Run($", ${name}").Succeeded().Single.BaseObject));
    }

    [GeneratedRegex(@"^      \$server = .*?(?=^    \S)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Lines();

    private sealed record Prepared(string Data, IReadOnlyDictionary<string, object> Variables);
}
