using System.ComponentModel.DataAnnotations;
using Meeco.Server.Operation.Proxies;

namespace Meeco.Server.Operation;

/// <summary>The settings for whoever runs the server, from the section <c>Meeco</c> like those of <see cref="ServerOptions"/>.</summary>
internal sealed class OperationOptions
{
    /// <summary>How the log is written to standard error: lines for people, or a JSON object a line.</summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>How long requests go on being taken while <c>/health/ready</c> says no already, when the server is told to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long requests that have begun may take to end after that; what is left then is cut.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where the metrics can be read in the format of Prometheus, at <c>/metrics</c>, for example <c>http://127.0.0.1:9464</c>.
    /// Whoever reaches the address reads them. Null is nowhere.
    /// </summary>
    public Uri? MetricsUrl { get; set; }

    /// <summary>The collector of OpenTelemetry that metrics and traces are sent to (OTLP over HTTP), for example <c>http://127.0.0.1:4318</c>. Null is none.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>
    /// The reverse proxies before the server: addresses and networks with commas between. What they say of the caller in
    /// <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> is believed, and nobody else. Null is none.
    /// </summary>
    [NetworkList]
    public string? KnownProxies { get; set; }
}
