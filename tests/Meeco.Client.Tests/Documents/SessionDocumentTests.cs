using System.Security;
using System.Text;
using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Documents;

/// <summary>Sessions in files that the CLI and this module both read.</summary>
public sealed class SessionDocumentTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_written_session_is_taken_up_without_log_in()
    {
        var alice = await servers.NewUserAsync();
        var item = await Friends.NewCarAsync(alice, "OUTATIME");

        var again = await OpenAsync<MeecoSession>(Written(alice));

        again.UserId.Should().Be(alice.UserId);
        again.UserName.Should().Be(alice.UserName);
        again.Kind.Should().Be(MeecoSessionKind.User);
        again.Apis.VaultToken.Value.Should().Be(alice.Apis.VaultToken.Value);
        (await again.Items.GetAsync(item.Id, Cancel))["licence_plate"].Should().Be("OUTATIME");
    }

    [Fact]
    public async Task A_session_that_has_ended_logs_in_again_where_the_passphrase_is_given()
    {
        var alice = await servers.NewUserAsync();
        var written = Written(alice);
        await alice.User.LogOutAsync(Cancel);

        (await FailingAsync(written)).Should().Match<MeecoException>(error =>
            error.ErrorId == "SavedSessionExpired" && error.RecommendedAction!.Contains("-Passphrase", StringComparison.Ordinal));
        using var wrong = SecretText.From("wrong");
        (await FailingAsync(written, wrong)).ErrorId.Should().Be("LoginFailed");
        (await OpenAsync<MeecoSession>(written, RealServers.Passphrase)).UserId.Should().Be(alice.UserId);
    }

    [Fact]
    public async Task A_request_to_connect_takes_up_both_users_and_connects_them()
    {
        var alice = await servers.NewUserAsync();
        var bob = await servers.NewUserAsync();
        var written = Written(new MeecoConnectionRequest { From = alice, To = bob, FromName = "Alice", ToName = "Bob" });

        var request = await OpenAsync<MeecoConnectionRequest>(written);

        request.From.UserId.Should().Be(alice.UserId);
        request.To.UserId.Should().Be(bob.UserId);
        (request.FromName, request.ToName).Should().Be(("Alice", "Bob"));
    }

    [Fact]
    public async Task A_request_to_share_takes_up_who_shares()
    {
        var alice = await servers.NewUserAsync();
        var written = Written(new MeecoShareRequest { Session = alice, ItemId = "i", ConnectionId = "c", SlotId = "s" });

        var request = await OpenAsync<MeecoShareRequest>(written);

        request.Session.UserId.Should().Be(alice.UserId);
        (request.ItemId, request.ConnectionId, request.SlotId).Should().Be(("i", "c", "s"));
    }

    [Fact]
    public async Task A_user_who_has_no_delegation_in_the_file_cannot_act_for_anybody()
    {
        var alice = await servers.NewUserAsync();

        var opener = new DocumentOpener(servers.Environment, new AccountService(ClientSettings.Default), [], "00000000-0000-0000-0000-000000000001");
        var document = Document(Written(alice));

        (await FluentActions.Awaiting(() => opener.OpenAsync(document, Cancel)).Should().ThrowAsync<MeecoException>())
            .Which.ErrorId.Should().Be("DelegationNotFound");
    }

    [Fact]
    public async Task A_session_is_a_secret_as_a_whole()
    {
        var alice = await servers.NewUserAsync();

        FluentActions.Invoking(() => DocumentWriter.Write([alice], includeSecret: false)).Should().Throw<MeecoException>()
            .Which.Should().Match<MeecoException>(error =>
                error.ErrorId == "SecretNotIncluded" && error.RecommendedAction!.Contains("-IncludeSecret", StringComparison.Ordinal));
    }

    private static string Written(object one) => Encoding.UTF8.GetString(YamlWriter.Write(DocumentWriter.Write([one], includeSecret: true)));

    private static object Document(string yaml) =>
        new DocumentReader(userId: null, allowInsecure: false).Read(DocumentSource.ReadText("written", yaml).Single()).Objects.Single();

    private async Task<T> OpenAsync<T>(string yaml, params SecureString[] passphrases)
    {
        var opened = await new DocumentOpener(servers.Environment, new AccountService(ClientSettings.Default), passphrases, delegationId: null)
            .OpenAsync(Document(yaml), Cancel);
        var sessions = opened switch
        {
            MeecoSession session => [session],
            MeecoConnectionRequest request => [request.From, request.To],
            MeecoShareRequest request => [request.Session],
            _ => Array.Empty<MeecoSession>(),
        };
        foreach (var session in sessions)
        {
            servers.Keep(session);
        }

        return opened.Should().BeOfType<T>().Subject;
    }

    private async Task<MeecoException> FailingAsync(string yaml, params SecureString[] passphrases) =>
        (await FluentActions.Awaiting(() => OpenAsync<MeecoSession>(yaml, passphrases)).Should().ThrowAsync<MeecoException>()).Which;
}
