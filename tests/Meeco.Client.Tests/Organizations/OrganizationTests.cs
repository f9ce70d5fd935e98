using Meeco.Client.Tests.Fixtures;
using Meeco.Tests.Shared;

namespace Meeco.Client.Tests.Organizations;

public sealed class OrganizationTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_organization_is_asked_for_changed_validated_and_acted_for()
    {
        var alice = await servers.NewUserAsync();
        var asked = await alice.Organizations.CreateAsync(
            new OrganizationChanges { Name = "SuperData Inc.", Email = "admin@superdata.example.com" }, progress: null, Cancel);
        asked.Status.Should().Be(OrganizationStatus.Requested);
        asked.RequestorId.Should().Be(alice.UserId);
        asked.KeyPair!.PublicKey.Should().StartWith("-----BEGIN PUBLIC KEY-----");
        var early = () => alice.Organizations.ConnectAsync(asked, asked.KeyPair, Cancel);
        (await early.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NotValidated");
        var changed = await alice.Organizations.UpdateAsync(asked.Id, new OrganizationChanges { Url = "https://superdata.example.com" }, Cancel);
        changed.Should().BeEquivalentTo(asked with { Url = "https://superdata.example.com", KeyPair = null });
        (await alice.Organizations.ListAsync(OrganizationMode.Requested, Cancel).ToListAsync(Cancel)).Should().ContainSingle();

        await servers.OperateAsync("organizations", "validate", asked.Id);
        using var agent = await alice.Organizations.ConnectAsync(asked, asked.KeyPair, Cancel);

        agent.Kind.Should().Be(MeecoSessionKind.Organization);
        agent.UserName.Should().Be("SuperData Inc.");
        var found = await alice.Organizations.ResolveAsync("superdata inc.", Cancel);
        found.Status.Should().Be(OrganizationStatus.Validated);
        found.AgentId.Should().Be(agent.UserId);
        found.KeyPair.Should().BeNull("nobody but its maker has it");
        (await alice.Organizations.ListAsync(OrganizationMode.Member, Cancel).ToListAsync(Cancel)).Should().ContainSingle();
        var late = () => alice.Organizations.RemoveAsync(asked.Id, Cancel);
        (await late.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("AlreadyValidated");
    }

    [Fact]
    public async Task Members_are_invited_by_the_organization_and_managed_by_its_owners()
    {
        var (alice, bob) = (await servers.NewUserAsync(), await servers.NewUserAsync());
        var organization = await FoundAsync(alice, "Members Inc.");
        using var agent = await alice.Organizations.ConnectAsync(organization, organization.KeyPair!, Cancel);

        var invitation = await agent.OrganizationMembers.InviteAsync(role: null, expiresIn: null, Cancel);
        var purpose = await bob.OrganizationMembers.ReadPurposeAsync(invitation.Token, Cancel);
        await bob.Invitations.AcceptAsync(invitation.Token, "Members Inc.", progress: null, Cancel);

        purpose.Organization.Id.Should().Be(organization.Id);
        purpose.Role.Should().Be(OrganizationRole.Admin);
        purpose.Service.Should().BeNull();
        var members = await alice.OrganizationMembers.ListAsync(organization.Id, Cancel).ToListAsync(Cancel);
        members.Select(member => (member.UserId, member.Role))
            .Should().BeEquivalentTo([(alice.UserId, OrganizationRole.Owner), (bob.UserId, OrganizationRole.Admin)]);
        var member = await alice.OrganizationMembers.ResolveAsync(organization.Id, bob.UserId, Cancel);
        var owner = await alice.OrganizationMembers.ChangeRoleAsync(member, OrganizationRole.Owner, Cancel);
        (await bob.OrganizationMembers.ResolveAsync(organization.Id, member.Id, Cancel)).Should().BeEquivalentTo(owner);
        await bob.OrganizationMembers.RemoveAsync(owner, Cancel);
        var again = () => alice.OrganizationMembers.RemoveAsync(owner, Cancel);
        (await again.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("OrganizationMemberNotFound");
        var last = await alice.OrganizationMembers.ResolveAsync(organization.Id, alice.UserId, Cancel);
        var removing = () => alice.OrganizationMembers.RemoveAsync(last, Cancel);
        (await removing.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("LastOwner");
        var listing = async () => await bob.OrganizationMembers.ListAsync(organization.Id, Cancel).ToListAsync(Cancel);
        (await listing.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("OrganizationNotFound");
    }

    [Fact]
    public async Task A_service_is_hidden_until_it_is_validated_and_then_connects_to_users_who_share_with_it()
    {
        var (alice, dave) = (await servers.NewUserAsync(), await servers.NewUserAsync());
        var organization = await FoundAsync(alice, "Services Inc.");
        var service = await alice.OrganizationServices.CreateAsync(
            organization.Id, new OrganizationServiceChanges { Name = "Sharing" }, progress: null, Cancel);
        var changed = await alice.OrganizationServices.UpdateAsync(service, new OrganizationServiceChanges { Contract = "We keep it." }, Cancel);
        changed.Should().BeEquivalentTo(service with { Contract = "We keep it.", KeyPair = null });
        var hidden = () => dave.OrganizationServices.ResolveAsync(organization.Id, "Sharing", Cancel);
        (await hidden.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("OrganizationServiceNotFound");
        var early = () => alice.OrganizationServices.ConnectAsync(service, service.KeyPair!, Cancel);
        (await early.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NotValidated");

        await servers.OperateAsync("services", "validate", service.Id);
        using var agent = await alice.OrganizationServices.ConnectAsync(service, service.KeyPair!, Cancel);
        var invitation = await agent.OrganizationMembers.InviteAsync(role: null, expiresIn: null, Cancel);
        var purpose = await dave.OrganizationMembers.ReadPurposeAsync(invitation.Token, Cancel);
        var connection = await dave.Invitations.AcceptAsync(invitation.Token, "Sharing", progress: null, Cancel);
        var car = await Friends.NewCarAsync(dave, "NOTACAT");
        await dave.Shares.CreateAsync(car.Id, [connection], new NewShare(), Cancel);

        agent.Kind.Should().Be(MeecoSessionKind.OrganizationService);
        purpose.Service!.Contract.Should().Be("We keep it.");
        purpose.Role.Should().BeNull();
        (await dave.OrganizationServices.ResolveAsync(organization.Id, "sharing", Cancel)).AgentId.Should().Be(agent.UserId);
        connection.UserId.Should().Be(agent.UserId);
        (await agent.Apis.Shares.ListIncomingAsync(new SharesQuery(), Cancel)).Shares.Should().ContainSingle();
    }

    [Fact]
    public async Task An_agents_session_has_no_keystore_and_says_so()
    {
        var alice = await servers.NewUserAsync();
        var organization = await FoundAsync(alice, "Keyless Inc.");
        using var agent = await alice.Organizations.ConnectAsync(organization, organization.KeyPair!, Cancel);

        var inviting = () => agent.Invitations.CreateAsync(new NewInvitation { Name = "Bob" }, progress: null, Cancel);
        var asking = () => agent.Apis.Keystore.GetKekAsync(Cancel);

        (await inviting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("KeyNotAvailable");
        (await asking.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NoKeystore");
        agent.Invoking(session => session.User.GetSecret()).Should().Throw<MeecoException>().Which.ErrorId.Should().Be("KeyNotAvailable");
    }

    [Fact]
    public async Task Logging_out_ends_the_agents_session_and_no_other()
    {
        var alice = await servers.NewUserAsync();
        var organization = await FoundAsync(alice, "Ending Inc.");
        var agent = await alice.Organizations.ConnectAsync(organization, organization.KeyPair!, Cancel);
        using var other = await alice.Organizations.ConnectAsync(organization, organization.KeyPair!, Cancel);

        await agent.User.LogOutAsync(Cancel);

        agent.IsEnded.Should().BeTrue();
        (await other.User.GetAsync(Cancel)).Id.Should().Be(organization.AgentId ?? other.UserId);
        (await alice.User.GetAsync(Cancel)).Id.Should().Be(alice.UserId);
        await other.User.LogOutOthersAsync(Cancel);
    }

    [Fact]
    public async Task Another_key_pair_opens_no_session_and_a_private_key_in_PEM_does()
    {
        var alice = await servers.NewUserAsync();
        var organization = await FoundAsync(alice, "Keys Inc.");
        using var other = MeecoKeyPair.Read(SecretText.From(OtherPem(organization)));
        using var same = MeecoKeyPair.Read(SecretText.From(organization.KeyPair!.Pair.ExportPrivatePem()));

        var connecting = () => alice.Organizations.ConnectAsync(organization, other, Cancel);
        using var agent = await alice.Organizations.ConnectAsync(organization, same, Cancel);

        (await connecting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("DecryptionFailed");
        agent.Kind.Should().Be(MeecoSessionKind.Organization);
        FluentActions.Invoking(() => MeecoKeyPair.Read(SecretText.From("no key"))).Should().Throw<MeecoException>()
            .Which.ErrorId.Should().Be("InvalidPrivateKey");
        same.ToString().Should().Be(nameof(MeecoKeyPair));
    }

    [Fact]
    public async Task An_exported_session_of_an_agent_still_invites()
    {
        var alice = await servers.NewUserAsync();
        var organization = await FoundAsync(alice, "Exported Inc.");
        using var agent = await alice.Organizations.ConnectAsync(organization, organization.KeyPair!, Cancel);
        var folder = Directory.CreateTempSubdirectory("meeco-agent-").FullName;
        try
        {
            var path = Path.Combine(folder, "agent.meeco");
            await SessionFile.WriteAsync(agent, path, RealServers.Passphrase, overwrite: false, Cancel);
            using var read = await SessionFile.ReadAsync(path, RealServers.Passphrase, new AccountService(agent.Settings), Cancel);

            var invitation = await read.OrganizationMembers.InviteAsync(OrganizationRole.Owner, expiresIn: null, Cancel);

            read.Kind.Should().Be(MeecoSessionKind.Organization);
            (await alice.OrganizationMembers.ReadPurposeAsync(invitation.Token, Cancel)).Role.Should().Be(OrganizationRole.Owner);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Whoever_is_no_agent_invites_no_members_and_a_plain_invitation_has_no_such_purpose()
    {
        var alice = await servers.NewUserAsync();
        var plain = await alice.Invitations.CreateAsync(new NewInvitation { Name = "Bob" }, progress: null, Cancel);

        var inviting = () => alice.OrganizationMembers.InviteAsync(OrganizationRole.Admin, expiresIn: null, Cancel);
        var reading = () => alice.OrganizationMembers.ReadPurposeAsync(plain.Token, Cancel);

        (await inviting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NotAnAgent");
        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("NotAnOrganizationInvitation");
    }

    [Fact]
    public async Task A_name_that_several_have_is_an_error_that_lists_their_ids()
    {
        var alice = await servers.NewUserAsync();
        var one = await alice.Organizations.CreateAsync(new OrganizationChanges { Name = "Twin" }, progress: null, Cancel);
        var other = await FoundAsync(alice, "Twin");

        var finding = () => alice.Organizations.ResolveAsync("Twin", Cancel);

        var fault = (await finding.Should().ThrowAsync<MeecoException>()).Which;
        fault.ErrorId.Should().Be("OrganizationNameAmbiguous");
        fault.Message.Should().Contain(one.Id).And.Contain(other.Id);
        var missing = () => alice.Organizations.ResolveAsync("Nobody", Cancel);
        (await missing.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("OrganizationNotFound");
    }

    private async Task<MeecoOrganization> FoundAsync(MeecoSession owner, string name)
    {
        var organization = await owner.Organizations.CreateAsync(new OrganizationChanges { Name = name }, progress: null, Cancel);
        await servers.OperateAsync("organizations", "validate", organization.Id);
        return organization;
    }

    // A stored pair that is not the organisation's.
    private static string OtherPem(MeecoOrganization organization) =>
        Enumerable.Range(1, TestKeys.Count).Select(TestKeys.PrivatePem)
            .First(pem => pem != organization.KeyPair!.Pair.ExportPrivatePem().ReplaceLineEndings("\n"));
}
