[assembly: AssemblyFixture(typeof(MeecoPS.Tests.Hosting.Story))]

namespace MeecoPS.Tests.Hosting;

/// <summary>
/// A real server with Alice, Bob and Carlos on it, made once through the cmdlets: Alice is connected to Bob, and Bob to
/// Carlos. It is made when the first test asks, and is gone when the last has run.
/// </summary>
public sealed class Story : IDisposable
{
    /// <summary>The passphrase of all three.</summary>
    public const string Passphrase = "Correct horse, battery staple.";

    private static readonly string[] Names =
    [
        "server", "environment", "passphrase", "alice", "bob", "carlos", "aliceToBob", "bobToAlice", "bobToCarlos", "aliceSecret",
    ];

    private readonly StoredPairs _pairs = new();
    private readonly Lazy<HostedShell> _stage;
    private readonly Lazy<IReadOnlyDictionary<string, object>> _properties;

    public Story()
    {
        _stage = new Lazy<HostedShell>(SetUp);

        // A runspace runs one script at a time, and tests ask at the same time.
        _properties = new Lazy<IReadOnlyDictionary<string, object>>(
            () => Names.ToDictionary(name => name, name => (object)_stage.Value.Run($"${name}").Single));
    }

    /// <summary>A runspace of its own in which the user is connected; the others are there as variables.</summary>
    /// <param name="user">alice, bob or carlos.</param>
    /// <param name="person">Who answers questions; null for a host that cannot ask.</param>
    internal HostedShell As(string user, ScriptedUser? person = null)
    {
        var shell = new HostedShell(person, _pairs);
        foreach (var (name, value) in _properties.Value)
        {
            shell.With(name, value);
        }

        shell.Run($"Set-MeecoSession ${user}").Succeeded();
        return shell;
    }

    public void Dispose()
    {
        if (_stage.IsValueCreated)
        {
            _stage.Value.Dispose();
        }
    }

    private HostedShell SetUp()
    {
        var shell = new HostedShell(pairs: _pairs);
        shell.Run($$"""
            $server = Start-MeecoServer
            $environment = Get-MeecoEnvironment
            $passphrase = [System.Net.NetworkCredential]::new('', '{{Passphrase}}').SecurePassword
            $alice = New-MeecoUser -Passphrase $passphrase
            $bob = New-MeecoUser -Passphrase $passphrase
            $carlos = New-MeecoUser -Passphrase $passphrase
            $aliceToBob = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
            $bobToCarlos = New-MeecoConnection -From $bob -To $carlos -FromName Bob -ToName Carlos
            $bobToAlice = Get-MeecoConnection Alice -Session $bob
            $aliceSecret = Get-MeecoAccountSecret -Session $alice
            """).Succeeded();
        return shell;
    }
}
