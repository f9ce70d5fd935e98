using System.Diagnostics;

namespace Meeco.Server.Tests.Operation;

public sealed class ServiceUnitTests
{
    [Fact]
    public async Task The_unit_for_systemd_is_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/systemd-analyze"), "There is no systemd-analyze on this machine.");
        var folder = Directory.CreateTempSubdirectory("meeco-unit-");
        try
        {
            // Looked at is the unit, and not whether the programs are installed here that it starts.
            var unit = Path.Combine(folder.FullName, "meeco-server.service");
            var text = await File.ReadAllTextAsync(Path.Combine(Repository(), "packaging", "meeco-server.service"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(unit, text.Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", unit]) { RedirectStandardError = true };
            using var verifying = Process.Start(start)!;

            var said = await verifying.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await verifying.WaitForExitAsync(TestContext.Current.CancellationToken);

            verifying.ExitCode.Should().Be(0, said);
            said.Should().NotContain("meeco-server.service:");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MeecoPS.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
