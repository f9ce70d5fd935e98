using System.Net;
using System.Net.NetworkInformation;

namespace Meeco.Faults.Stage;

/// <summary>
/// Ports that stay with whoever took them although nobody listens there for a while: below those that systems give to
/// outgoing connections.
/// </summary>
internal static class LoopbackPorts
{
    private const int First = 20_000;
    private const int Last = 32_000;

    private static int _next = Random.Shared.Next(First, Last);

    public static int Take()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select((IPEndPoint end) => end.Port).ToHashSet();
        int port;
        do
        {
            port = First + ((Interlocked.Increment(ref _next) - First) % (Last - First));
        }
        while (taken.Contains(port));

        return port;
    }
}
