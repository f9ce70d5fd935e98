using System.Net;
using Meeco.Client.Tests.Fixtures;
using Meeco.Wire;

namespace Meeco.Client.Tests.Errors;

/// <summary>Refusals and findings that need a hand between client and server, a clock or a key of their own to come about.</summary>
public sealed class ProvokedRefusalTests(Friends friends) : IClassFixture<Friends>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-errors-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_grows_while_it_is_sent_is_not_attached()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps writers out of a file that is being read.");
        var path = Path.Combine(_folder, "log.txt");
        await File.WriteAllTextAsync(path, "one line", Cancel);
        var car = await Friends.NewCarAsync(friends.Alice, "GROWS");
        var transport = new HookedTransport(async call =>
        {
            if (call.Request.Method == HttpMethod.Put)
            {
                // Whoever holds the file open already may go on writing to it.
                await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                await file.WriteAsync("another"u8.ToArray(), Cancel);
            }

            return await call.SendAsync();
        });
        var alice = await friends.Servers.AnotherSessionAsync(friends.Alice, settings => settings with { CreateTransport = () => transport });

        (await RefusedAsync(() => alice.Attachments.AddAsync(car.Id, new NewAttachment { Path = path }, progress: null, Cancel)))
            .ErrorId.Should().Be("FileChanged");
        (await friends.Alice.Attachments.ListAsync(car.Id, Cancel)).Should().BeEmpty();
    }

    [Fact]
    public void A_name_that_does_not_fit_under_the_senders_key_is_refused()
    {
        var introducing = () => friends.Bob.KeyRing.SealName(friends.AliceToBob.PublicKey, new string('é', 300));

        introducing.Should().Throw<MeecoException>().Which.ErrorId.Should().Be("NameTooLong");
    }

    [Fact]
    public async Task A_value_that_cannot_be_verified_is_not_shared_on()
    {
        var (_, copy, _) = await friends.NewSharedCarAsync("UNPROVED");
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            if (call.Line == $"GET /vault/items/{copy.Id}" || call.Line.StartsWith("GET /vault/items", StringComparison.Ordinal))
            {
                var text = await answer.Content.ReadAsStringAsync(Cancel);
                answer.Content = new StringContent(
                    text.Replace("value_verification_hash", "value_verification_nothing", StringComparison.Ordinal), null, "application/json");
            }

            return answer;
        });
        var bob = await friends.Servers.AnotherSessionAsync(friends.Bob, settings => settings with { CreateTransport = () => transport });

        (await RefusedAsync(() => bob.Items.ProtectAsync(copy.Id, Cancel))).ErrorId.Should().Be("VerificationKeyMissing");
    }

    [Fact]
    public async Task An_invitation_that_waits_for_its_sender_is_no_connection_yet()
    {
        var invitation = await friends.Alice.Invitations.CreateAsync(new NewInvitation { Multistep = true }, progress: null, Cancel);

        (await RefusedAsync(() => friends.Carlos.Invitations.AcceptAsync(invitation.Token, "Alice", progress: null, Cancel)))
            .ErrorId.Should().Be("ConfirmationNeeded");
    }

    [Fact]
    public async Task A_delegation_that_another_client_offers_in_two_steps_is_not_taken_in_one()
    {
        var made = await friends.Bob.Apis.KeyDelegations.CreateAsync(
            new PostDelegationRequest { VaultAccountId = friends.Bob.UserId, DelegationRole = "reader" }, ServerApis.NewIdempotencyKey(), Cancel);
        var offered = await friends.Bob.Apis.Connections.CreateInvitationAsync(
            new PostInvitationsRequest
            {
                PublicKey = await friends.Bob.KeyRing.CreateAsync(Cancel),
                Invitation = new PostInvitationsInvitation
                {
                    DelegateRole = "reader", DelegationToken = made.Delegation.DelegationToken, MultistepWorkflow = "true",
                },
            },
            ServerApis.NewIdempotencyKey(),
            Cancel);
        var invitation = await friends.Carlos.DelegationInvitations.GetAsync(offered.Invitation.Token, Cancel);

        (await RefusedAsync(() => friends.Carlos.DelegationInvitations.AcceptAsync(invitation, "Bob", progress: null, Cancel)))
            .ErrorId.Should().Be("InvitationWorkflow");
    }

    [Fact]
    public async Task Members_of_one_name_are_told_apart_by_their_ids()
    {
        await using var servers = new RealServers();
        await servers.InitializeAsync();
        var (alice, bob) = (await servers.NewUserAsync(), await servers.NewUserAsync());
        foreach (var user in new[] { alice, bob })
        {
            await user.Apis.Users.PutMeAsync(new PutMeRequest { User = new PutMeUser { FullName = "A. Twin" } }, Cancel);
        }

        var organization = await alice.Organizations.CreateAsync(new OrganizationChanges { Name = "Twins Inc." }, progress: null, Cancel);
        await servers.OperateAsync("organizations", "validate", organization.Id);
        using var agent = await alice.Organizations.ConnectAsync(organization, organization.KeyPair!, Cancel);
        var invitation = await agent.OrganizationMembers.InviteAsync(role: null, expiresIn: null, Cancel);
        await bob.Invitations.AcceptAsync(invitation.Token, "Twins Inc.", progress: null, Cancel);

        var refused = await RefusedAsync(() => alice.OrganizationMembers.ResolveAsync(organization.Id, "a. twin", Cancel));

        refused.ErrorId.Should().Be("OrganizationMemberNameAmbiguous");
        var members = await alice.OrganizationMembers.ListAsync(organization.Id, Cancel).ToListAsync(Cancel);
        refused.Message.Should().ContainAll(members.Select(member => member.Id));
    }

    [Fact]
    public async Task Who_has_been_disabled_is_told_so()
    {
        await using var servers = new RealServers();
        await servers.InitializeAsync();
        var user = await servers.NewUserAsync();
        await servers.OperateAsync("users", "disable", user.UserId);

        (await RefusedAsync(() => servers.AnotherSessionAsync(user))).ErrorId.Should().Be("UserDisabled");
    }

    [Fact]
    public async Task A_delegation_is_claimed_in_time_or_not_at_all()
    {
        await using var servers = new RealServers();
        await servers.InitializeAsync();
        var (bob, carlos) = (await servers.NewUserAsync(), await servers.NewUserAsync());
        var connection = await RealServers.ConnectAsync(bob, carlos, "Carlos");
        var invitation = await bob.DelegationInvitations.CreateAsync(connection, DelegationRole.Reader, Cancel);
        var accepted = await carlos.Apis.Delegations.AcceptInvitationAsync(invitation.Id!, Cancel);

        servers.Time.Advance(TimeSpan.FromDays(400));
        var later = await servers.AnotherSessionAsync(carlos);

        (await RefusedAsync(() => later.Delegations.ClaimAsync(accepted.Connection, Cancel))).ErrorId.Should().Be("DelegationExpired");
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "Conflict")]
    [InlineData(HttpStatusCode.BadRequest, "RequestRefused")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "TooLarge")]
    public async Task A_refusal_of_a_server_that_says_no_more_than_a_status_has_an_id(HttpStatusCode status, string errorId)
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(status, "<html>Proxy</html>"));

        var refused = await RefusedAsync(() => servers.Apis.Users.PostMeAsync(new PostMeRequest(), Cancel));

        refused.ErrorId.Should().Be(errorId);
        refused.RecommendedAction.Should().EndWith(".");
    }

    private static async Task<MeecoException> RefusedAsync(Func<Task> call) => (await call.Should().ThrowAsync<MeecoException>()).Which;
}
