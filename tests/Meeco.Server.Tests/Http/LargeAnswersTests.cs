using System.Text.Json;
using Meeco.Server.Http;
using Meeco.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Tests.Http;

public sealed class LargeAnswersTests : IDisposable
{
    private readonly LargeAnswers _answers = Make();

    [Fact]
    public async Task An_answer_waits_until_there_is_room_and_leaves_it_again()
    {
        var all = _answers.Room;
        var making = new TaskCompletionSource<ItemsResponse>();
        var first = _answers.WriteAsync(new DefaultHttpContext(), int.MaxValue, _ => making.Task);
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        var second = _answers.WriteAsync(http, 1, _ => Task.FromResult(new ItemsResponse()));
        _answers.Room.Should().Be(0);
        second.IsCompleted.Should().BeFalse();
        making.SetResult(new ItemsResponse());
        await first;
        await second;

        _answers.Room.Should().Be(all);
        http.Response.ContentType.Should().Be("application/json; charset=utf-8");
        http.Response.Body.Position = 0;
        (await JsonDocument.ParseAsync(http.Response.Body, cancellationToken: TestContext.Current.CancellationToken))
            .RootElement.GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Who_gives_up_while_he_waits_takes_no_room_with_him()
    {
        var all = _answers.Room;
        var making = new TaskCompletionSource<ItemsResponse>();
        var first = _answers.WriteAsync(new DefaultHttpContext(), int.MaxValue, _ => making.Task);
        using var gone = new CancellationTokenSource();

        var second = _answers.WriteAsync<ItemsResponse>(
            new DefaultHttpContext { RequestAborted = gone.Token }, 1, _ => throw new InvalidOperationException("It was made."));
        await gone.CancelAsync();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        making.SetResult(new ItemsResponse());
        await first;

        _answers.Room.Should().Be(all);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_made_leaves_its_room()
    {
        var all = _answers.Room;

        await FluentActions.Awaiting(() => _answers.WriteAsync<ItemsResponse>(new DefaultHttpContext(), 1, _ => throw Refuse.NotFound("item")))
            .Should().ThrowAsync<RefusedException>();

        _answers.Room.Should().Be(all);
    }

    [Fact]
    public async Task A_client_that_reads_slowly_keeps_its_room_for_a_moment_and_no_longer()
    {
        var all = _answers.Room;
        using var reader = new SlowReader(() => _answers.Room);

        var answer = _answers.WriteAsync(new DefaultHttpContext { Response = { Body = reader } }, 1, _ => Task.FromResult(new ItemsResponse()));
        (await reader.RoomAsSent.Task).Should().Be(all - 1);
        await _answers.WriteAsync(new DefaultHttpContext(), int.MaxValue, _ => Task.FromResult(new ItemsResponse()));
        _answers.Room.Should().Be(all);
        answer.IsCompleted.Should().BeFalse();
        reader.HasRead.SetResult();
        await answer;
    }

    public void Dispose() => _answers.Dispose();

    private static LargeAnswers Make()
    {
        var json = new JsonOptions();
        WireJson.ApplyResponseRules(json.SerializerOptions);
        return new LargeAnswers(Options.Create(new ServerOptions()), Options.Create(json));
    }

    private sealed class SlowReader(Func<long> room) : MemoryStream
    {
        public TaskCompletionSource<long> RoomAsSent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource HasRead { get; } = new();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            RoomAsSent.TrySetResult(room());
            await HasRead.Task;
        }
    }
}
