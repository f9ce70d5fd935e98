using System.Diagnostics;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Operation.Requests;

/// <summary>How the log is written, and that each line says to which request it belongs.</summary>
internal static class RequestIdSetup
{
    private const string AspNetCore = "Microsoft.AspNetCore";

    /// <summary>Registers the log's format and what names requests.</summary>
    public static void AddRequestIds(this WebApplicationBuilder builder)
    {
        builder.Logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        var services = builder.Services;
        services.AddOptions<ConsoleLoggerOptions>().Configure<IOptions<OperationOptions>>((console, options) =>
            console.FormatterName = options.Value.LogFormat == LogFormat.Json ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple);
        services.Configure<SimpleConsoleFormatterOptions>(simple => simple.IncludeScopes = true);
        services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "O";
        });
        services.AddSingleton<RequestNaming>();
    }

    /// <summary>Names the requests, before anything else happens to them.</summary>
    public static void UseRequestIds(this WebApplication app)
    {
        // Made here and ended with the server's services.
        _ = app.Services.GetRequiredService<RequestNaming>();
        app.Use(RequestId.AnswerAsync);
    }

    /// <summary>Has every request named, although nobody may be there who traces it.</summary>
    private sealed class RequestNaming : IDisposable
    {
        private readonly ActivityListener _listener = new()
        {
            ShouldListenTo = source => source.Name == AspNetCore,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };

        public RequestNaming() => ActivitySource.AddActivityListener(_listener);

        public void Dispose() => _listener.Dispose();
    }
}
