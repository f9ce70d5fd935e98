using System.Net;
using Meeco.Client.Tests.Fixtures;
using Meeco.Wire;

namespace Meeco.Client.Tests.Http;

public sealed class RefusalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, ErrorCodes.OnsharingNotPermitted, "OnShareNotPermitted", MeecoErrorCategory.PermissionDenied)]
    [InlineData(HttpStatusCode.Forbidden, ErrorCodes.ShareNotAccepted, "ShareNotAccepted", MeecoErrorCategory.InvalidState)]
    [InlineData(HttpStatusCode.Conflict, ErrorCodes.ShareRejected, "ShareRejected", MeecoErrorCategory.InvalidState)]
    [InlineData(HttpStatusCode.Conflict, ErrorCodes.ShareNotRejectable, "ShareNotRejectable", MeecoErrorCategory.InvalidState)]
    [InlineData(HttpStatusCode.Forbidden, ErrorCodes.ShareExpired, "ShareExpired", MeecoErrorCategory.InvalidState)]
    [InlineData(HttpStatusCode.PreconditionFailed, ErrorCodes.ItemVersionConflict, "ItemVersionConflict", MeecoErrorCategory.Busy)]
    [InlineData(HttpStatusCode.BadRequest, ErrorCodes.InvalidCryppo, "InvalidEncryptedValue", MeecoErrorCategory.InvalidArgument)]
    [InlineData(HttpStatusCode.Unauthorized, ErrorCodes.LoginFailed, "LoginFailed", MeecoErrorCategory.Authentication)]
    [InlineData(HttpStatusCode.NotFound, "a_code_of_tomorrow", "NotFound", MeecoErrorCategory.NotFound)]
    [InlineData(HttpStatusCode.UpgradeRequired, "a_code_of_tomorrow", "ClientTooOld", MeecoErrorCategory.InvalidState)]
    [InlineData(HttpStatusCode.InternalServerError, "a_code_of_tomorrow", "ServerFailed", MeecoErrorCategory.Server)]
    public async Task The_code_of_a_refusal_decides_else_its_status(
        HttpStatusCode status,
        string code,
        string errorId,
        MeecoErrorCategory category)
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(
            status, $$"""{"errors":[{"error":"{{code}}","http_code":1,"message":"Because."}]}"""));

        var call = () => servers.Apis.Users.PostMeAsync(new PostMeRequest(), Cancel);

        var refused = (await call.Should().ThrowAsync<MeecoServerException>()).Which;
        refused.ErrorId.Should().Be(errorId);
        refused.Category.Should().Be(category);
        refused.Status.Should().Be(status);
        refused.Code.Should().Be(code);
        refused.Message.Should().Be("Because.");
        refused.InnerException.Should().BeNull();
    }

    [Fact]
    public async Task A_refusal_that_is_not_of_the_protocol_keeps_its_status()
    {
        using var servers = new ScriptedServers(
            new ScriptedTransport().Answer(HttpStatusCode.Forbidden, "<html>Proxy</html>"));

        var call = () => servers.Apis.Users.GetMeAsync(Cancel);

        var refused = (await call.Should().ThrowAsync<MeecoServerException>()).Which;
        refused.ErrorId.Should().Be("NotPermitted");
        refused.Message.Should().Be("The server answered 403 Forbidden.");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "0af7651916cd43dd8448eb211c80319c", "Because. (request 0af7651916cd43dd8448eb211c80319c)", true)]
    [InlineData(HttpStatusCode.NotFound, "0af7651916cd43dd8448eb211c80319c", "Because.", true)]
    [InlineData(HttpStatusCode.InternalServerError, "\u001b[31mnot an id", "Because.", false)]
    public async Task What_failed_on_the_server_is_told_with_the_id_by_which_its_log_knows_it(
        HttpStatusCode status,
        string requestId,
        string message,
        bool isId)
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Then(() =>
        {
            var answer = ScriptedTransport.Json("""{"errors":[{"error":"internal_error","http_code":500,"message":"Because."}]}""", status);
            answer.Headers.TryAddWithoutValidation(WireHeaders.RequestId, requestId);
            return answer;
        }));

        var call = () => servers.Apis.Users.PostMeAsync(new PostMeRequest(), Cancel);

        var refused = (await call.Should().ThrowAsync<MeecoServerException>()).Which;
        refused.Message.Should().Be(message);
        refused.RequestId.Should().Be(isId ? requestId : null);
    }

    [Theory]
    [InlineData("<html>not JSON</html>")]
    [InlineData("""{"user":{"id":7}}""")]
    [InlineData("""{"user":null}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task An_answer_that_is_not_the_protocol_is_an_error_of_its_own(string body)
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(HttpStatusCode.OK, body));

        var call = () => servers.Apis.Users.GetMeAsync(Cancel);

        var fault = (await call.Should().ThrowAsync<MeecoException>()).Which;
        fault.ErrorId.Should().Be("UnexpectedAnswer");
        fault.InnerException.Should().BeNull();
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(HttpStatusCode.Redirect));

        var call = () => servers.Apis.Users.GetMeAsync(Cancel);

        (await call.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("UnexpectedAnswer");
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_not_read()
    {
        using var servers = new ScriptedServers(
            new ScriptedTransport().Answer(HttpStatusCode.OK, new string(' ', 1001)), maxResponseBytes: 1000);

        var call = () => servers.Apis.Users.GetMeAsync(Cancel);

        (await call.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("AnswerTooLarge");
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_without_the_library_that_noticed()
    {
        using var servers = new ScriptedServers(
            new ScriptedTransport().Then(() => throw new HttpRequestException(HttpRequestError.ConnectionError, "library text")));

        var call = () => servers.Apis.Users.GetMeAsync(Cancel);

        var fault = (await call.Should().ThrowAsync<MeecoException>()).Which;
        fault.ErrorId.Should().Be("ServerUnreachable");
        fault.Message.Should().Be("http://127.0.0.1:1 cannot be reached: ConnectionError.");
        fault.InnerException.Should().BeNull();
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_ends_the_call_without_another_try()
    {
        using var servers = new ScriptedServers(
            new ScriptedTransport().Then(() => throw new HttpRequestException(HttpRequestError.SecureConnectionError)));

        var call = () => servers.Apis.Users.GetMeAsync(Cancel);

        (await call.Should().ThrowAsync<MeecoException>()).WithMessage("*certificate is not trusted*");
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_session_that_ends_under_a_call_ends_the_call_and_says_so()
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var servers = new ScriptedServers(new ScriptedTransport().Then(async (_, cancel) =>
        {
            sent.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return ScriptedTransport.Json("{}");
        }));

        var call = servers.Apis.Users.GetMeAsync(Cancel);
        await sent.Task.WaitAsync(Cancel);
        servers.Apis.Dispose();

        var waiting = () => call;
        (await waiting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("SessionEnded");
    }
}
