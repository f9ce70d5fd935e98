using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Providers;

/// <summary>
/// Asks how the database finds what a call wants: another server on the same data says its statements, or PostgreSQL explains what
/// that server's connections ask.
/// </summary>
internal sealed partial class PlanTaking(FilledServer server)
{
    // What a statement takes beside this is nothing that grew.
    private const double LeastMilliseconds = 0.5;

    /// <summary>The plans of what a request asks, in Markdown.</summary>
    public async Task<string> TakeAsync(PreparedRequest request, CancellationToken cancel)
    {
        var log = server.Provider.PlanLog;
        var before = 0L;
        var said = await SendAsync(request, () => before = log is null ? 0 : new FileInfo(log).Length, cancel);
        var plans = log is null ? await ExplainAsync(said, cancel) : PlansIn(log, before);
        return plans.Length == 0 ? "Each statement takes less than half a millisecond." : $"```\n{plans.TrimEnd()}\n```";
    }

    private async Task<IReadOnlyList<string>> SendAsync(PreparedRequest request, Action sending, CancellationToken cancel)
    {
        string[] storage = server.Database is { } database ? ["--ConnectionStrings:Meeco", server.Provider.Explaining(database)] : [];
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            RepositoryFiles.Server, "--urls", "http://127.0.0.1:0", "--data", Path.GetDirectoryName(server.Process.DatabaseFile)!, "--parent-stdin",
            "--Meeco:LogFormat", "Json", "--Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Information", .. storage,
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        var url = await ServerProcess.ReadUrlAsync(process, cancel);
        using var http = new HttpClient();

        // Until it has swept, as each does at its start.
        await Task.Delay(TimeSpan.FromSeconds(2), cancel);
        said.Clear();
        sending();
        using var sent = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(url, request.Path));
        sent.Headers.TryAddWithoutValidation("Authorization", request.Token);
        if (request.Body.Length > 0)
        {
            sent.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
        }

        using var answer = await http.SendAsync(sent, cancel);
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return [.. said];
    }

    private async Task<string> ExplainAsync(IEnumerable<string> said, CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var statement in StatementsIn(said).Distinct())
        {
            await using var command = server.Connection.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
            foreach (var name in Parameter.Matches(statement).Select(static match => match.Value).Distinct())
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, DBNull.Value);
                command.Parameters.Add(parameter);
            }

            text.AppendLine(Shortened(statement));
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                text.Append("    ").AppendLine(reader.GetString(3));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> StatementsIn(IEnumerable<string> said) => said
        .Where(static line => line.Contains("\"commandText\"", StringComparison.Ordinal))
        .Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("State").GetProperty("commandText").GetString()!)
        .Where(static text => Explained.IsMatch(text));

    private static string PlansIn(string log, long from)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var text = new StringBuilder();
        var wanted = false;
        while (reader.ReadLine() is { } line)
        {
            if (Duration.Match(line) is { Success: true } match)
            {
                wanted = double.Parse(match.Groups["ms"].Value, System.Globalization.CultureInfo.InvariantCulture) >= LeastMilliseconds;
                if (wanted)
                {
                    text.AppendLine(match.Value);
                }
            }
            else if (!line.StartsWith('\t'))
            {
                wanted = false;
            }
            else if (wanted)
            {
                text.AppendLine(Shortened(line.Replace("\t", "    ", StringComparison.Ordinal)));
            }
        }

        return text.ToString();
    }

    private static string Shortened(string text)
    {
        const int most = 160;
        var line = text.ReplaceLineEndings(" ");
        return line.Length > most ? $"{line[..most]} …" : line;
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter { get; }

    [GeneratedRegex("^(--.*\n|\\s)*(SELECT|UPDATE|DELETE)")]
    private static partial Regex Explained { get; }

    [GeneratedRegex("duration: (?<ms>[0-9.]+) ms  plan:", RegexOptions.ExplicitCapture)]
    private static partial Regex Duration { get; }
}
