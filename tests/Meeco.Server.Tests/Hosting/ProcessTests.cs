using System.Diagnostics;
using System.Net;
using System.Text;
using Meeco.Server.Tests.Fixtures.Databases;

namespace Meeco.Server.Tests.Hosting;

/// <summary>The program itself, as a process.</summary>
public sealed class ProcessTests : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";

    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-process-tests-").FullName;
    private readonly TestDatabase _database;
    private readonly List<Process> _processes = [];

    public ProcessTests()
    {
        _database = TestDatabases.Make(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.Dispose();
        }

        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_says_where_it_listens_on_standard_output_and_answers_there_until_its_input_closes()
    {
        var (process, address) = await StartAsync("--parent-stdin");

        address.Should().MatchRegex(@"^http://127\.0\.0\.1:[1-9]\d*$");
        using (var client = new HttpClient())
        {
            (await client.GetAsync($"{address}/health", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        process.HasExited.Should().BeFalse();
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0);
        File.Exists(Path.Combine(_folder, "meeco.db")).Should().Be(!TestDatabases.OnPostgres);
    }

    [Fact]
    public async Task With_a_parent_it_does_not_hear_Ctrl_C()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals between processes.");
        var (process, address) = await StartAsync("--parent-stdin");

        await SignalAsync(process, "INT");

        using var client = new HttpClient();
        (await client.GetAsync($"{address}/health", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_a_parent_it_behaves_as_services_do()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals between processes.");
        var (process, _) = await StartAsync();
        process.StandardInput.Close();

        await SignalAsync(process, "TERM");

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task The_data_folder_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var folder = Path.Combine(_folder, "made");

        await StartAsync("--parent-stdin", "--data", folder);

        File.GetUnixFileMode(folder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Temporary_data_goes_with_the_server_files_too()
    {
        var folder = Path.Combine(_folder, "temporary");
        var (process, _) = await StartAsync("--parent-stdin", "--data", folder, "--Meeco:TemporaryData", "true");
        var kept = Directory.CreateDirectory(Path.Combine(folder, "blobs", "kept", "01", "1"));
        await File.WriteAllTextAsync(Path.Combine(kept.FullName, "block"), "bytes", TestContext.Current.CancellationToken);

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_with_the_wires_error_body()
    {
        var (_, address) = await StartAsync("--parent-stdin", "--Meeco:MaxRequestBodySize", "2048");
        using var client = new HttpClient();
        using var body = new StringContent($"{{\"username\":\"{new string('x', 4096)}\"}}", Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync($"{address}/keystore/srp/users", body, TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("\"payload_too_large\"");
    }

    [Fact]
    public async Task A_setting_that_cannot_be_ends_the_start()
    {
        var process = Run("--urls", "http://127.0.0.1:0", "--data", _folder, "--Meeco:PageSize", "0");

        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().NotBe(0);
        errors.Should().Contain("PageSize");
    }

    [Fact]
    public async Task The_operators_commands_work_beside_a_running_server_and_end_with_an_exit_code()
    {
        await StartAsync("--parent-stdin");

        var listing = Run(["organizations", "list", "--data", _folder, .. _database.Arguments]);
        var validating = Run(["--data", _folder, .. _database.Arguments, "organizations", "validate", "unknown"]);
        await listing.WaitForExitAsync(TestContext.Current.CancellationToken);
        await validating.WaitForExitAsync(TestContext.Current.CancellationToken);

        listing.ExitCode.Should().Be(0);
        validating.ExitCode.Should().Be(1);
        (await validating.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().Should().Be("There is no such organization.");
    }

    private async Task<(Process Process, string Address)> StartAsync(params string[] options)
    {
        string[] data = options.Contains("--data") ? [] : ["--data", _folder, .. _database.Arguments];
        var process = Run(["--urls", "http://127.0.0.1:0", .. data, .. options]);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        line.Should().StartWith(Announcement);
        return (process, line![Announcement.Length..]);
    }

    private Process Run(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
