using System.Diagnostics.Metrics;

namespace Meeco.Server.Operation.Telemetry;

/// <summary>What the server counts beside what the framework does. No label says who or what it was about.</summary>
internal sealed class ServerMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Meeco.Server";

    private readonly Counter<long> _logins;
    private readonly Counter<long> _claims;
    private readonly Histogram<double> _commands;

    public ServerMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        _logins = meter.CreateCounter<long>("meeco.logins", "{login}", "Log-ins at the keystore, by how they ended.");
        _claims = meter.CreateCounter<long>("meeco.client_tasks.claims", "{claim}", "Client tasks that a session has claimed.");
        _commands = meter.CreateHistogram<double>(
            "meeco.database.duration", "s", "How long the database took to answer a command.");
        meter.CreateObservableGauge(
            "meeco.client_tasks.open", () => Measure(open => open.Count), "{task}", "Client tasks that are not done, by state.");
        meter.CreateObservableGauge(
            "meeco.client_tasks.oldest", () => Measure(open => open.OldestAge.TotalSeconds), "s", "The age of the oldest client task that is not done, by state.");
    }

    /// <summary>The open client tasks when they were last counted.</summary>
    public IReadOnlyList<OpenTasks> OpenTasks { get; set; } = [];

    public void LoggedIn() => _logins.Add(1, new KeyValuePair<string, object?>("result", "succeeded"));

    public void LoginFailed() => _logins.Add(1, new KeyValuePair<string, object?>("result", "failed"));

    public void LoginRefused() => _logins.Add(1, new KeyValuePair<string, object?>("result", "limited"));

    public void Claimed() => _claims.Add(1);

    public void DatabaseAnswered(TimeSpan took, bool failed) =>
        _commands.Record(took.TotalSeconds, new KeyValuePair<string, object?>("failed", failed));

    private IEnumerable<Measurement<double>> Measure(Func<OpenTasks, double> value) =>
        OpenTasks.Select(open => new Measurement<double>(value(open), new KeyValuePair<string, object?>("state", open.State)));
}
