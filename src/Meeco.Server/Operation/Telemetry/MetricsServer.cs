using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Meeco.Server.Operation.Telemetry;

/// <summary>
/// Shows the metrics at an address of their own, for Prometheus. Nothing of vault and keystore can be reached there, and
/// nobody who calls those reaches the metrics, whatever he makes of paths and headers.
/// </summary>
internal sealed class MetricsServer(MeterProvider metrics, IOptions<OperationOptions> options) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls(options.Value.MetricsUrl!.ToString());
        builder.Services.AddOptions();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            // Who reads the metrics must not be one of the requests that they count.
            context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            return next(context);
        });
        _app.UseOpenTelemetryPrometheusScrapingEndpoint(
            metrics, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        return _app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
