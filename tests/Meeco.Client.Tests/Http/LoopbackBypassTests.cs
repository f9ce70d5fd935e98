using System.Net;

namespace Meeco.Client.Tests.Http;

/// <summary>Which addresses are asked for through the user's proxy.</summary>
public sealed class LoopbackBypassTests
{
    private static readonly Uri Proxy = new("http://proxy.example:8080");

    [Theory]
    [InlineData("http://127.0.0.1:5300/vault")]
    [InlineData("http://localhost:5300/vault")]
    [InlineData("http://[::1]:5300/vault")]
    public void A_proxy_never_sees_what_is_meant_for_this_machine(string address)
    {
        var proxy = new LoopbackBypass(new WebProxy(Proxy));

        proxy.IsBypassed(new Uri(address)).Should().BeTrue();
        proxy.GetProxy(new Uri(address)).Should().BeNull();
    }

    [Fact]
    public void Other_machines_are_reached_as_the_user_has_it_set()
    {
        var proxy = new LoopbackBypass(new WebProxy(Proxy));
        var address = new Uri("https://vault.example/vault");

        proxy.IsBypassed(address).Should().BeFalse();
        proxy.GetProxy(address).Should().Be(Proxy);
    }
}
