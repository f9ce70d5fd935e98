using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Shell;

/// <summary>Secrets in files that environment variables name; in a process of its own, which alone has these variables.</summary>
public sealed class SecretFileTests
{
    [Fact]
    public async Task An_unattended_run_connects_with_secrets_from_files_that_only_their_owner_reads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test sets file modes, which Windows does not have.");
        using var folder = new TemporaryFolder();
        var script = folder.Write("run.ps1", """
            param($folder)
            $null = Start-MeecoServer
            $passphrase = [System.Net.NetworkCredential]::new('', 'Correct horse.').SecurePassword
            $user = New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue
            $private = [System.IO.UnixFileMode]'UserRead, UserWrite'
            foreach ($file in @{ SECRET = Get-MeecoAccountSecret -AsPlainText; PASSWORD = 'Correct horse.' }.GetEnumerator()) {
                [System.IO.File]::WriteAllText("$folder/$($file.Key)", "$($file.Value)`n")
                [System.IO.File]::SetUnixFileMode("$folder/$($file.Key)", $private)
                [Environment]::SetEnvironmentVariable("MEECO_$($file.Key)_FILE", "$folder/$($file.Key)")
            }
            (Connect-Meeco).UserId -eq $user.UserId
            [System.IO.File]::SetUnixFileMode("$folder/SECRET", [System.IO.UnixFileMode]'UserRead, GroupRead')
            try { Connect-Meeco } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            [Environment]::SetEnvironmentVariable('MEECO_SECRET_FILE', "$folder/nowhere")
            try { Connect-Meeco } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            (Get-MeecoUser).Id -eq $user.UserId
            """);

        var run = await ChildProcess.RunShellAsync(script, folder.Path);

        run.Lines.Should().Equal(["True", "SecretFileNotPrivate", "SecretFileUnreadable", "True"], run.Errors);
    }
}
