using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;
using System.Runtime.CompilerServices;
using MeecoPS.Tests.Secrets;

[assembly: AssemblyFixture(typeof(NetworkWatch))]

namespace MeecoPS.Tests.Secrets;

/// <summary>
/// Watches where this process connects to and which names it looks up while all the tests run, and fails at their end if that
/// was ever something other than this machine: nothing of the module, and nothing that it carries, calls anybody by itself.
/// </summary>
public sealed class NetworkWatch : EventListener
{
    /// <summary>The variable that keeps the engine from counting its users for its makers.</summary>
    public const string SilentEngine = "POWERSHELL_TELEMETRY_OPTOUT";

    private const string Sockets = "System.Net.Sockets";
    private const string Names = "System.Net.NameResolution";

    // What tests name on purpose: a name under .invalid belongs to nobody (RFC 2606).
    private const string Nobody = ".invalid";

    private readonly ConcurrentDictionary<string, int> _seen = [];

    /// <summary>What was connected to or looked up, with how often.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    /// <summary>What of it is not this machine.</summary>
    public IEnumerable<string> Strangers => _seen.Keys.Where(target => !IsHere(target));

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        Strangers.Should().BeEmpty("nothing phones home");
    }

    /// <inheritdoc />
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is Sockets or Names)
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    /// <inheritdoc />
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is "ConnectStart" or "ResolutionStart" && eventData.Payload is [string target, ..])
        {
            _seen.AddOrUpdate(target, 1, (_, times) => times + 1);
        }
    }

    private static bool IsHere(string target) =>
        target is "localhost" or "127.0.0.1" or "::1"
        || target.EndsWith(Nobody, StringComparison.Ordinal)
        || target.StartsWith("Unix:", StringComparison.Ordinal)
        || (target.StartsWith("InterNetwork", StringComparison.Ordinal) && IPAddress.IsLoopback(Address(target)));

    // A socket's address is written as family, length and bytes: port and address, or port, flow, address and scope.
    private static IPAddress Address(string target)
    {
        var bytes = target[(target.IndexOf('{') + 1)..].TrimEnd('}').Split(',').Select(byte.Parse).ToArray();
        return new IPAddress(target.StartsWith("InterNetworkV6:", StringComparison.Ordinal) ? bytes[6..22] : bytes[2..6]);
    }

    // What the engine that the tests host would report is not the module's doing.
    [ModuleInitializer]
    internal static void AskTheEngineForSilence() => Environment.SetEnvironmentVariable(SilentEngine, "1");
}
