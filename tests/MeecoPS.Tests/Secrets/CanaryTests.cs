using System.Management.Automation.Language;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Secrets;

/// <summary>
/// Distinct secrets go through every command with <c>-Verbose -Debug</c>, and are looked for in every stream, every object,
/// every view, on the host, in the server's log at its most talkative and in its data: none shows itself outside its place.
/// </summary>
public sealed partial class CanaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task No_secret_shows_itself_outside_its_place()
    {
        await using var server = await LoggedServer.StartAsync(Path.Combine(_folder.Path, "data"));
        using var shell = Shell(server);
        var leaks = Scenario.Beginning.SelectMany(shell.Run).ToList();
        WatchAccount(shell, "alice");
        WatchAccount(shell, "bob");

        foreach (var step in Scenario.Everything)
        {
            leaks.AddRange(shell.Run(step));
            WatchWhatIsNew(shell, step);
            await WatchDelegationsAsync(shell, server);
        }

        await server.StopAsync();
        shell.Canaries.Select(canary => canary.Kind).Distinct().Should().BeEquivalentTo(Enum.GetValues<SecretKind>().Except([SecretKind.None]));
        server.Log.Should().Contain("/vault/invitations/{token}/reject", "it must have said what was called, and not where");
        leaks.AddRange(shell.FindInServer("the server's log", server.Log));
        leaks.AddRange(server.Files.SelectMany(file => shell.FindInServer($"the server's file {file.Name}", file.Content)));
        string.Join(Environment.NewLine, leaks).Should().BeEmpty();
    }

    [Fact]
    public void Every_command_is_in_the_scenario()
    {
        var used = Scenario.Beginning.Concat(Scenario.Everything)
            .SelectMany(step => Parser.ParseInput(step.Script, out _, out _).FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true))
            .Select(command => ((CommandAst)command).GetCommandName())
            .Where(name => name?.Contains("-Meeco", StringComparison.Ordinal) == true);
        using var shell = new Hosting.HostedShell();

        used.Distinct().Should().BeEquivalentTo(shell.Run("Get-Command -Module MeecoPS | ForEach-Object Name").Lines);
    }

    [Theory]
    [InlineData("$leak", "objects")]
    [InlineData("@{ Inner = [pscustomobject]@{ Deep = $leak } }", "objects")]
    [InlineData("$leak | Out-Default", "host")]
    [InlineData("[System.Text.Encoding]::UTF8.GetBytes(\"xx$leak\") | ForEach-Object { $all = @() } { $all += $_ } { [Convert]::ToBase64String($all) }", "view")]
    [InlineData("& { [CmdletBinding()] param() $PSCmdlet.WriteVerbose(\"now: $leak\") } -Verbose", "verbose")]
    [InlineData("& { [CmdletBinding()] param() $PSCmdlet.WriteDebug($leak) } -Debug", "debug")]
    [InlineData("& { [CmdletBinding()] param() $PSCmdlet.WriteWarning($leak) }", "warnings")]
    [InlineData("& { [CmdletBinding()] param() $PSCmdlet.WriteInformation($leak, @()) }", "information")]
    [InlineData("& { [CmdletBinding()] param() $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(0, 'busy', $leak)) }", "progress")]
    [InlineData("& { [CmdletBinding()] param() $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new($leak), 'Leak', 0, $null)) }", "errors", "Leak")]
    public void A_planted_secret_is_found(string script, string place, params string[] errors)
    {
        using var shell = new CanaryShell();
        const string Secret = "a planted secret? it is!";
        shell.With("leak", Secret).Watch(Canary.OfText(SecretKind.Passphrase, "planted", Secret));

        shell.Run(new Step(script, Errors: errors)).Should().Contain(leak => leak.Contains($" in {place} of", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_is_found_in_whatever_form_it_is_written()
    {
        byte[] key = [.. Enumerable.Range(1, 32).Select(number => (byte)(number * 37))];
        var canary = Canary.OfBytes(SecretKind.LongLivedKey, "planted", key);

        canary.IsIn($"x{Convert.ToHexString(key).ToLowerInvariant()}").Should().BeTrue();
        canary.IsIn(Convert.ToBase64String([9, .. key, 9, 9])).Should().BeTrue();
        canary.IsIn(Convert.ToBase64String([9, 9, .. key]).Replace('+', '-').Replace('/', '_')).Should().BeTrue();
        canary.IsIn(Convert.ToHexString(key[1..])).Should().BeFalse();
        using var one = RSA.Create(2048);
        using var other = RSA.Create(2048);
        Canary.OfPrivateKey("planted", one.ExportRSAPrivateKeyPem()).IsIn(one.ExportPkcs8PrivateKeyPem()).Should().BeTrue();
        Canary.OfPrivateKey("planted", one.ExportRSAPrivateKeyPem()).IsIn(other.ExportPkcs8PrivateKeyPem()).Should().BeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private CanaryShell Shell(LoggedServer server)
    {
        var shell = new CanaryShell()
            .With("url", server.Url)
            .With("folder", _folder.Path)
            .With("data", server.Folder)
            .With("program", Path.Combine(Installation.Server, "Meeco.Server.dll"));
        foreach (var name in new[] { "alice", "bob", "file", "share" })
        {
            var text = $"passphrase of {name}, {Guid.NewGuid():N}";
            shell.With($"{name}Passphrase", new NetworkCredential(string.Empty, text).SecurePassword)
                .Watch(Canary.OfText(SecretKind.Passphrase, name, text));
        }

        foreach (var name in new[] { "plate", "vin" })
        {
            var text = $"value of {name} {Guid.NewGuid():N}";
            shell.With(name, text).Watch(Canary.OfText(SecretKind.SlotValue, name, text));
        }

        var content = $"content of a file {Guid.NewGuid():N}";
        _folder.Write("secret.txt", content);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "saved"));
        shell.Watch(Canary.OfText(SecretKind.FileContent, "secret.txt", content));

        var broken = $"broken {Guid.NewGuid():N}";
        _folder.Write("broken.yaml", $"kind: Authentication\nmetadata:\n  secret: \"{broken}\n");
        shell.Watch(Canary.OfText(SecretKind.AccountSecret, "of a broken file", broken));
        return shell;
    }

    // The file that the CLI would have is where all of these belong.
    private void WatchAccount(CanaryShell shell, string user)
    {
        var file = File.ReadAllText(Path.Combine(_folder.Path, $"{user}.yaml"));
        foreach (var match in Entry().Matches(file).Where(match => match.Groups["value"].Length > 0))
        {
            var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
            shell.Watch(name switch
            {
                // The version and the name of the user are no secret.
                "secret" => Canary.OfText(SecretKind.AccountSecret, user, value.Split('.')[2]),
                _ when name.EndsWith("token", StringComparison.Ordinal) => Canary.OfText(SecretKind.SessionToken, $"{user} {name}", value),
                _ => Canary.OfBytes(
                    SecretKind.LongLivedKey, $"{user} {name}", Convert.FromBase64String(value.Replace('-', '+').Replace('_', '/'))),
            });
        }
    }

    private void WatchWhatIsNew(CanaryShell shell, Step step)
    {
        foreach (var variable in new[] { "invitation", "prepared", "multi", "denied", "member", "delegate", "refusing", "gone" })
        {
            if (step.Script.Contains($"${variable} = ", StringComparison.Ordinal) && shell.Peek($"${variable}.Token") is { Length: > 0 } token)
            {
                shell.Watch(Canary.OfText(SecretKind.InvitationToken, variable, token));
            }
        }

        if (step.Script.Contains("$file = ", StringComparison.Ordinal))
        {
            var key = shell.Peek("(Get-MeecoItem DeLorean).Slots | Where-Object AttachmentId | ForEach-Object Value");
            shell.Watch(Canary.OfText(SecretKind.FileKey, "secret.txt", key));
        }

        if (step.Script.StartsWith("Protect-MeecoItem", StringComparison.Ordinal))
        {
            shell.WatchPrivateKeys("bob");
        }

        foreach (var file in Directory.EnumerateFiles(_folder.Path, "S*.yaml").Concat(Directory.EnumerateFiles(_folder.Path, "Insights.yaml")))
        {
            // Once.
            var text = File.ReadAllText(file);
            var pem = PrivateKey().Match(text);
            if (pem.Success && shell.Canaries.All(canary => canary.Name != file))
            {
                shell.Watch(Canary.OfPrivateKey(file, Regex.Unescape(pem.Value).Replace("\n\n", "\n", StringComparison.Ordinal)));
            }
        }
    }

    private async Task WatchDelegationsAsync(CanaryShell shell, LoggedServer server)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", VaultToken().Match(File.ReadAllText(Path.Combine(_folder.Path, "alice.yaml"))).Groups["value"].Value);
        foreach (var path in new[] { "connections", "delegation_invitations/outgoing" })
        {
            var answer = await http.GetStringAsync($"{server.Url}/vault/{path}", TestContext.Current.CancellationToken);
            foreach (var token in DelegationToken().Matches(answer).Select(match => match.Groups["value"].Value).Distinct())
            {
                if (shell.Canaries.All(canary => canary.Name != token))
                {
                    shell.Watch(Canary.OfText(SecretKind.DelegationToken, token, token));
                }
            }
        }
    }

    [GeneratedRegex("""^ +(?<name>secret|[a-z_]*_key|[a-z_]*_access_token): "?(?<value>[^"\s]*)"?\s*$""", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("""^ +vault_access_token: "?(?<value>[^"\s]*)"?\s*$""", RegexOptions.Multiline)]
    private static partial Regex VaultToken();

    [GeneratedRegex("\"delegation_token\":\"(?<value>[^\"]+)\"")]
    private static partial Regex DelegationToken();

    [GeneratedRegex("-----BEGIN RSA PRIVATE KEY-----.*-----END RSA PRIVATE KEY-----", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();
}
