using System.Globalization;
using MeecoPS.Tests.Hosting;

namespace Meeco.Faults.Stage;

/// <summary>A runspace with the built module in which Alice is connected from the file with her session.</summary>
internal sealed class AliceShell : IDisposable
{
    private AliceShell(HostedShell shell) => Shell = shell;

    public HostedShell Shell { get; }

    /// <summary>Takes the session up.</summary>
    /// <param name="world">Whose Alice.</param>
    /// <param name="sessionFile">The file with her session; null for the first of the two.</param>
    /// <param name="timeout">The seconds that a try of a call has from then on.</param>
    public static AliceShell Connect(World world, string? sessionFile = null, int timeout = 1)
    {
        var shell = new HostedShell().With("file", sessionFile ?? world.SessionFile).With("phrase", world.SessionPassphrase);
        shell.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            Set-MeecoEnvironment http://127.0.0.1:{{world.Port}}/vault http://127.0.0.1:{{world.Port}}/keystore -TimeoutSec {{timeout}}
            $alice = Import-MeecoSession $file -Passphrase ([System.Net.NetworkCredential]::new('', $phrase).SecurePassword)
            """)).Succeeded();
        return new AliceShell(shell);
    }

    public void Dispose() => Shell.Dispose();
}
