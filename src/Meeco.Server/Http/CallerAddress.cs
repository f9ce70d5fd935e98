using System.Net;
using System.Net.Sockets;

namespace Meeco.Server.Http;

/// <summary>Where a caller calls from.</summary>
internal static class CallerAddress
{
    private static readonly string[] Relayed = ["X-Forwarded-For", "Forwarded"];

    /// <summary>Whether he is on this machine.</summary>
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)

        // Behind a reverse proxy everybody comes from loopback, and such a proxy says for whom it calls.
        && !Relayed.Any(context.Request.Headers.ContainsKey);

    /// <summary>The address that limits are counted for.</summary>
    public static IPAddress? NetworkOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4(),

        // Whoever has one address of IPv6 has the 2^64 of its network.
        { AddressFamily: AddressFamily.InterNetworkV6 } address => new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]),
        var address => address,
    };
}
