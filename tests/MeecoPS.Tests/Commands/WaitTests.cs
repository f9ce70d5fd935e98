using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Meeco.Server.Tests.Rules;
using Meeco.Tests.Shared;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>What commands say and do while they wait for a server.</summary>
public sealed class WaitTests(Story story)
{
    private const string Connect = "Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase -Verbose";
    private const string NoSuchUser = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    // Nothing here is about time; a command that does not stop must only not hang the run.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_command_says_once_that_the_server_limits_requests_and_when_it_goes_on()
    {
        using var server = new RawServer(TooMany(1), TooMany(1), NoSuchUser);
        using var shell = At(server.Address);

        var run = shell.Run(Connect);

        run.ErrorIds.Should().Equal("LoginFailed");
        run.Verbose.Should().ContainSingle().Which.Should().Match("http://127.0.0.1:* limits requests and wants to be left alone for 2 s; then this goes on.");
        run.Progress.Should().HaveCountGreaterThan(1).And.AllBe("Connect-Meeco");
    }

    [Fact]
    public void A_command_says_once_that_it_tries_again()
    {
        using var shell = At(Nobody());

        var run = shell.Run(Connect);

        run.ErrorIds.Should().Equal("ServerUnreachable");
        run.Verbose.Should().ContainSingle().Which.Should().EndWith("cannot be reached, or the connection broke; trying again.");
    }

    [Fact, Rule("8.7")]
    public void A_command_that_was_told_to_wait_is_stopped()
    {
        using var server = new RawServer(TooMany(100));
        using var shell = At(server.Address);

        StopOnceItSays("limits requests", shell);
    }

    [Fact, Rule("8.7")]
    public void A_command_that_tries_again_is_stopped()
    {
        using var shell = At(Nobody());

        StopOnceItSays("trying again", shell);
    }

    [Fact]
    public void The_time_that_a_server_has_to_answer_can_be_set()
    {
        // It takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var shell = At(new Uri($"http://{silent.LocalEndpoint}/"), "-TimeoutSec 1 -CallTimeoutSec 2");

        var run = shell.Run(Connect);

        run.ErrorIds.Should().Equal("ServerTimedOut");
    }

    [Fact]
    public void Times_are_set_for_an_environment_that_is_there_and_kept_where_they_are_not_named()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $environment | Set-MeecoEnvironment -TimeoutSec 7
            Get-MeecoEnvironment | Set-MeecoEnvironment -CallTimeoutSec 70
            $set = Get-MeecoEnvironment
            $set.TryTimeout.TotalSeconds, $set.CallTimeout.TotalSeconds, ($set.VaultUrl -eq $environment.VaultUrl)
            """).Succeeded();

        run.Lines.Should().Equal("7", "70", "True");
    }

    private static string TooMany(int seconds) =>
        $"HTTP/1.1 429 Too Many Requests\r\nRetry-After: {seconds}\r\nContent-Length: 0\r\n\r\n";

    // A port that was free a moment ago.
    private static Uri Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }

    private static void StopOnceItSays(string words, HostedShell shell)
    {
        using var command = shell.Start(Connect);
        using var said = new ManualResetEventSlim();
        command.Streams.Verbose.DataAdded += (_, added) =>
        {
            if (command.Streams.Verbose[added.Index].Message.Contains(words, StringComparison.Ordinal))
            {
                said.Set();
            }
        };
        command.BeginInvoke();
        said.Wait(TestContext.Current.CancellationToken);

        var stopping = command.BeginStop(callback: null, state: null);

        stopping.AsyncWaitHandle.WaitOne(Patience).Should().BeTrue();
        command.InvocationStateInfo.State.Should().Be(PSInvocationState.Stopped);
    }

    private HostedShell At(Uri address, string times = "")
    {
        var shell = story.As("alice");
        shell.Run($"Set-MeecoEnvironment {address}vault {address}keystore {times}").Succeeded();
        return shell;
    }
}
