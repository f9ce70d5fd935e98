using System.Net.Sockets;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Secrets;

/// <summary>That <see cref="NetworkWatch"/> sees what it is there for.</summary>
public sealed class NetworkTests(NetworkWatch watch, Story story)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_that_are_looked_up_and_addresses_that_are_called_are_seen()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await ((Func<Task>)(async () => await socket.ConnectAsync("home.invalid", 443, Cancel))).Should().ThrowAsync<SocketException>();
        using var shell = story.As("alice");
        shell.Run("Get-MeecoConnection").Succeeded();

        watch.Seen.Keys.Should().Contain("home.invalid").And.Contain(target => target.StartsWith("InterNetwork"));
        watch.Strangers.Should().BeEmpty();
    }

    [Fact]
    public async Task The_shell_lets_the_engine_report_nothing()
    {
        var run = await ChildProcess.RunShellAsync("-Command", $"$env:{NetworkWatch.SilentEngine}");

        run.Output.Trim().Should().Be("1");
    }
}
