using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Modules;

/// <summary>The server as it is downloaded, and what it says where it cannot run.</summary>
public sealed class ServerInstallationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_zip_file_beside_the_module_is_expanded_once_and_started()
    {
        var module = _folder.Copy(Installation.Module, "MeecoPS");
        var archive = Path.Combine(_folder.Path, Path.GetFileName(Installation.ServerArchive));
        File.Copy(Installation.ServerArchive, archive);
        var broken = _folder.Write("broken.zip", "no zip file");
        var script = _folder.Write("archive.ps1", """
            param($Home_, $Archive, $Broken)
            $env:XDG_DATA_HOME = $Home_
            $ErrorActionPreference = 'Stop'
            $null = Start-MeecoServer -WhatIf
            [System.IO.Directory]::Exists("$Home_/MeecoPS")
            $first = Start-MeecoServer
            $second = Start-MeecoServer -ServerPath $Archive
            "$($first.State) $($second.State)"
            $first.ProgramPath -eq $second.ProgramPath -and $first.ProgramPath.EndsWith('Meeco.Server.dll')
            [System.IO.Directory]::GetDirectories("$Home_/MeecoPS/servers").Count
            try { Start-MeecoServer -ServerPath $Broken } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            [System.IO.Directory]::GetDirectories("$Home_/MeecoPS/servers").Count
            """);

        // Where the system says itself what is whose, it cannot be told to look elsewhere, and what was expanded stays.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only on Linux can the folder for local data be another one for a test");
        var result = await ChildProcess.RunScriptAsync(PowerShellHost.Shell, module, script, Path.Combine(_folder.Path, "home"), archive, broken);

        result.Lines.Where(line => !line.StartsWith("What if", StringComparison.Ordinal)).Should().Equal(["False", "Running Running", "True", "1", "ServerArchiveUnreadable", "1"], result.Errors);
    }

    [Fact]
    public async Task Where_the_runtime_is_missing_the_error_says_how_it_is_installed_here()
    {
        var script = _folder.Write("missing.ps1", """
            param($Server, $Stripped, $Empty)
            foreach ($root in $Stripped, $Empty) {
                $env:DOTNET_ROOT = $root
                $env:PATH = $root
                try { Start-MeecoServer -ServerPath $Server } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.ErrorDetails.RecommendedAction }
            }
            """);
        var empty = Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName;

        var result = await ChildProcess.RunScriptAsync(PowerShellHost.Shell, Installation.Module, script, Installation.Server, WithoutAspNetCore(), empty);

        result.Lines.Should().HaveCount(4, result.Errors);
        (result.Lines[0], result.Lines[2]).Should().Be(("ServerRuntimeMissing", "DotnetMissing"));
        result.Lines[1].Should().Be(result.Lines[3]).And.MatchRegex("(apt-get|dnf|zypper|apk|pacman|winget|brew) .*(10|sdk|aspnet-runtime)|https://dotnet");
    }

    // The same dotnet, with its own runtime alone.
    private string WithoutAspNetCore()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        var root = Directory.CreateDirectory(Path.Combine(_folder.Path, "dotnet")).FullName;
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        File.Copy(Path.Combine(dotnet, program), Path.Combine(root, program));
        foreach (var part in new[] { Path.Combine("host", "fxr"), Path.Combine("shared", "Microsoft.NETCore.App") })
        {
            CopyFolder(Path.Combine(dotnet, part), Path.Combine(root, part));
        }

        return root;
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
