using System.Reflection;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Modules;

/// <summary>Importing and removing the module, in the project's shell and in the pwsh that is installed.</summary>
public sealed class ModuleCycleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static IEnumerable<string> OtherVersions => typeof(ModuleCycleTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => attribute.Key == "OtherVersion")
        .Select(attribute => attribute.Value!);

    public static TheoryData<PowerShellHost> Hosts { get; } = [PowerShellHost.Shell, PowerShellHost.Installed];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task The_module_can_be_imported_twice_anew_and_removed(PowerShellHost host)
    {
        PowerShellHosts.SkipIfMissing(host);
        var script = _folder.Write("cycle.ps1", """
            param($Module)
            $ErrorActionPreference = 'Stop'
            function Show-State { "$(@(Get-Module MeecoPS -All).Count) modules, $(@(Get-Command -Module MeecoPS).Count -eq $all) $($Error.Count)" }
            Import-Module $Module
            $all = @(Get-Command -Module MeecoPS).Count
            Import-Module $Module; Show-State
            Import-Module $Module -Force; Show-State
            Remove-Module MeecoPS
            "$(@(Get-Module -All | Where-Object Name -like '*Meeco*').Count) modules left"
            Import-Module $Module; Show-State
            """);

        var result = await ChildProcess.RunScriptAsync(host, Installation.Module, script, Installation.Module);

        result.Lines.Should().Equal(["1 modules, True 0", "1 modules, True 0", "0 modules left", "1 modules, True 0"], result.Errors);
    }

    [Fact]
    public void Removing_the_module_zeroes_the_keys_of_every_session()
    {
        using var shell = new HostedShell();
        shell.Run("""
            $server = Start-MeecoServer
            $passphrase = [System.Net.NetworkCredential]::new('', 'great scott, 1.21 gigawatts').SecurePassword
            $alice = New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue
            $bob = New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue
            """).Succeeded();
        var keys = new[] { "alice", "bob" }.SelectMany(name => GuardedMemory.ReachableFrom(shell.Run($"${name}").Single.BaseObject)).ToList();
        keys.Should().HaveCountGreaterThanOrEqualTo(6, "each has a key from the passphrase, a KEK and a DEK").And.OnlyContain(key => !key.IsClosed);

        shell.Run("Remove-Module MeecoPS").Succeeded();

        keys.Should().OnlyContain(key => key.IsClosed, "libsodium zeroes what it frees");
    }

    [Fact]
    public async Task Two_runspaces_that_import_it_at_once_have_a_session_each()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            using var shell = new HostedShell();
            return shell.Run("""
                $server = Start-MeecoServer
                $passphrase = [System.Net.NetworkCredential]::new('', 'great scott, 1.21 gigawatts').SecurePassword
                $null = New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue
                $null = New-MeecoItem custom Car @{ plate = 'OUTATIME' }
                (Get-MeecoItem Car)['plate']
                (Get-MeecoSession -Current).UserId
                Stop-MeecoServer $server
                """).Succeeded().Lines.ToList();
        })));

        runs.Should().OnlyContain(lines => lines.Count == 2 && lines[0] == "OUTATIME");
        runs.Select(lines => lines[1]).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_second_copy_in_one_process_is_refused_and_the_reason_names_both(PowerShellHost host)
    {
        PowerShellHosts.SkipIfMissing(host);
        var copy = _folder.Copy(Installation.Module, "MeecoPS");
        var script = _folder.Write("copies.ps1", """
            param($Module, $Copy)
            Import-Module $Module
            Remove-Module MeecoPS
            try { Import-Module $Copy } catch { $_.Exception.Message }
            "$(@(Get-Module MeecoPS).Count) modules"
            Import-Module $Module
            (Get-Module MeecoPS).ModuleBase
            """);

        var result = await ChildProcess.RunScriptAsync(host, Installation.Module, script, Installation.Module, copy);

        result.Lines.Should().HaveCount(3, result.Errors);
        result.Lines[0].Should().Contain(Installation.Module).And.Contain(copy).And.Contain("new PowerShell");
        result.Lines[1..].Should().Equal("0 modules", Installation.Module);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_copied_module_makes_a_user_beside_other_versions_of_its_libraries(PowerShellHost host)
    {
        PowerShellHosts.SkipIfMissing(host);
        var copy = _folder.Copy(Installation.Module, "MeecoPS");
        _folder.Copy(Installation.Server, "Meeco.Server");
        string[] own = ["Meeco.Client", "NSec.Cryptography"];
        var others = own.Select(library => Impostor.Write(_folder.Path, library)).Concat(OtherVersions);
        var script = _folder.Write("user.ps1", """
            param($Module, [string] $Other)
            $ErrorActionPreference = 'Stop'
            $null = $Other.Split('|').ForEach({ [System.Reflection.Assembly]::LoadFrom($_) })

            # Used before and after: what is loaded by name alone may not be bound yet.
            function Show-Version { [YamlDotNet.Serialization.SerializerBuilder], [Refit.RefitSettings], [Polly.ResiliencePipeline] | ForEach-Object { $_.Assembly.GetName().Version.Major } }
            $before = "$(Show-Version)"
            Import-Module $Module
            $server = Start-MeecoServer
            try {
                $passphrase = [System.Net.NetworkCredential]::new('', 'great scott, 1.21 gigawatts').SecurePassword
                $alice = New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue
                (Get-MeecoUser -Session $alice).Id -eq $alice.UserId
                (New-MeecoItem custom Car @{ plate = 'OUTATIME' } | ConvertTo-MeecoYaml) -match 'label: Car'
                "$before, $(Show-Version)"
                [System.AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Refit' }).Count
            }
            finally {
                Stop-MeecoServer $server
            }
            """);

        var result = await ChildProcess.RunScriptAsync(host, copy, script, copy, string.Join('|', others));

        result.Lines.Should().Equal(["True", "True", "15 14 8, 15 14 8", "2"], result.Errors);
        result.ExitCode.Should().Be(0);
    }
}
