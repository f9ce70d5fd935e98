using Meeco.Server.Storage.Postgres;
using Meeco.Server.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Meeco.Server.Operation.Telemetry;

/// <summary>Metrics and traces, for whom the settings name; without one of them nothing is collected.</summary>
internal static class TelemetrySetup
{
    private const string ServiceName = "meeco-server";

    /// <summary>Registers what is counted, and who gets it.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ServerMetrics>();
        var options = builder.Configuration.GetSection(ServerOptions.Section).Get<OperationOptions>() ?? new OperationOptions();
        if (options is { MetricsUrl: null, OtlpEndpoint: null })
        {
            return;
        }

        services.AddSingleton<DatabaseTime>();
        services.ConfigureDbContext<SqliteDb>(MeasureDatabase);
        services.ConfigureDbContext<PostgresDb>(MeasureDatabase);
        services.AddHostedService<OpenTasksGauge>();
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            ServiceName, serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString()));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(ServerMetrics.Name);
            if (options.MetricsUrl is not null)
            {
                metrics.AddPrometheusExporter();
            }

            if (options.OtlpEndpoint is { } collector)
            {
                metrics.AddOtlpExporter(otlp => SendTo(otlp, collector, "v1/metrics"));
            }
        });
        if (options.MetricsUrl is not null)
        {
            services.AddHostedService<MetricsServer>();
        }

        if (options.OtlpEndpoint is { } endpoint)
        {
            telemetry.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation()
                .AddSource(DatabaseTime.Source)
                .AddProcessor(new PathRemover())
                .AddOtlpExporter(otlp => SendTo(otlp, endpoint, "v1/traces")));
        }
    }

    private static void MeasureDatabase(IServiceProvider provider, DbContextOptionsBuilder database) =>
        database.AddInterceptors(provider.GetRequiredService<DatabaseTime>());

    private static void SendTo(OtlpExporterOptions otlp, Uri collector, string signal)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{collector.ToString().TrimEnd('/')}/{signal}");
    }
}
