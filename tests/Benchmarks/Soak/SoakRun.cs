using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Soak;

/// <summary>Some users at work for a long time, while somebody looks at the server's memory once a minute.</summary>
internal sealed class SoakRun(TimeSpan length, int rate, SoakReport report)
{
    private const int Users = 8;
    private const int FileSize = 300_000;

    private readonly RequestCounter _requests = new();
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly Stopwatch _watch = new();

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var server = await ServerProcess.StartAsync(cancel);
        using var world = new World(server.Environment, new ClientSettings { CreateTransport = _requests.Transport });
        Stage.Say("makes users");
        var accounts = await world.RecipientsAsync(Users, cancel);
        foreach (var (one, other) in accounts.SelectMany((one, index) => accounts.Skip(index + 1).Select(other => (one, other))))
        {
            await World.ConnectAsync(one, other, cancel);
        }

        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(FileSize), cancel);
        try
        {
            Stage.Say("they are at work");
            _watch.Start();
            var users = accounts.Select((account, index) => new SoakUser(account, world.Settings, file, new Random(index)));
            var work = Task.WhenAll(users.Select(user => Task.Run(() => WorkAsync(user, cancel), cancel)));
            await WatchAsync(server, cancel);
            await work;
        }
        finally
        {
            File.Delete(file);
        }

        Console.WriteLine(report);
        return _failures.IsEmpty && _requests.Errors == 0 ? 0 : 1;
    }

    private async Task WorkAsync(SoakUser user, CancellationToken cancel)
    {
        while (_watch.Elapsed < length)
        {
            try
            {
                await user.DoNextAsync(cancel);
            }
            catch (MeecoException error)
            {
                _failures.AddOrUpdate(error.ErrorId, 1, static (_, count) => count + 1);
            }

            while (_requests.Count > rate * _watch.Elapsed.TotalSeconds)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
            }
        }
    }

    private async Task WatchAsync(ServerProcess server, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        while (await timer.WaitForNextTickAsync(cancel))
        {
            server.Process.Refresh();
            report.Add(new MemorySample(_watch.Elapsed.TotalMinutes, server.Process.WorkingSet64));
            report.Keep(new SoakResult(
                _watch.Elapsed, Users, _requests.Times, _requests.Errors, _failures, server.Process.TotalProcessorTime, server.DatabaseBytes));
            if (_watch.Elapsed >= length)
            {
                return;
            }
        }
    }
}
