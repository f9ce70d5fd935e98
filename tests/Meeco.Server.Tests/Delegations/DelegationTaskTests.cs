using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Delegations;

public sealed class DelegationTaskTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact, Rule("44")]
    public async Task A_delegation_makes_a_task_for_the_owner_and_when_that_is_done_one_for_the_delegate()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one);
        var setup = (await Delegating.TasksAsync(owner, "setup_key_delegation")).Should().ContainSingle().Which;
        setup["target_id"]!.GetValue<string>().Should().Be(setUp.OwnerConnection);
        setup["state"]!.GetValue<string>().Should().Be("todo");

        await Delegating.ClaimAsync(one, setUp.Token);
        (await Delegating.ShareAsync(owner, one, setUp.Token)).Should(200);
        (await Delegating.TasksAsync(one, "reencrypt_account_owner_kek")).Should().BeEmpty("the owner's task is not done yet");
        (await owner.Vault.PutAsync("/client_task_queue", Story.TaskChange(Delegating.Id(setup), "done"))).Should(200);

        var reencrypt = (await Delegating.TasksAsync(one, "reencrypt_account_owner_kek")).Should().ContainSingle().Which;
        reencrypt["target_id"]!.GetValue<string>().Should().Be(setUp.DelegateConnection);
        (await owner.Vault.PutAsync("/client_task_queue", Story.TaskChange(Delegating.Id(setup), "done"))).Should(200);
        (await Delegating.TasksAsync(one, "reencrypt_account_owner_kek")).Should().ContainSingle("setting it again changes nothing");

        (await Delegating.ReencryptAsync(one, setUp.Token)).Should(204);
        (await Delegating.TasksAsync(one, "reencrypt_account_owner_kek", "&state=todo")).Should().BeEmpty();
        (await one.Vault.PutAsync("/client_task_queue", Story.TaskChange(Delegating.Id(reencrypt), "done"))).Should(200);
    }

    [Fact, Rule("44")]
    public async Task A_task_set_to_done_before_the_key_was_shared_makes_the_delegates_task_when_it_is()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one);
        var setup = (await Delegating.TasksAsync(owner, "setup_key_delegation")).Should().ContainSingle().Which;

        (await owner.Vault.PutAsync("/client_task_queue", Story.TaskChange(Delegating.Id(setup), "done"))).Should(200);
        (await Delegating.TasksAsync(one, "reencrypt_account_owner_kek")).Should().BeEmpty("there is nothing to put under another key");
        (await Delegating.ShareAsync(owner, one, setUp.Token)).Should(200);

        (await Delegating.TasksAsync(one, "reencrypt_account_owner_kek")).Should().ContainSingle();
    }

    [Fact, Rule("44", "46")]
    public async Task Tasks_are_found_by_what_they_are_about_whatever_it_is()
    {
        var (owner, one, friend) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one);
        var connection = Delegating.Id((await Story.ConnectAsync(friend, one))["the_other_user"]!);
        var invitation = Delegating.Id((await friend.Vault.PostAsync(
            "/delegation_invitations",
            Delegating.UpgradeRequest(connection, await Delegating.TokenAsync(friend)))).Should(201)["delegation_invitation"]!);

        (await Story.TasksAsync(owner, $"?target_id={setUp.OwnerConnection}")).Should().ContainSingle();
        (await Story.TasksAsync(owner, $"?target_id={setUp.DelegateConnection}")).Should().BeEmpty();
        (await Story.TasksAsync(owner, $"?target_id={owner.Id}")).Should().BeEmpty();
        (await Story.TasksAsync(owner, "?target_id=none")).Should().BeEmpty();
        (await Story.TasksAsync(one, $"?target_id={invitation}")).Should().ContainSingle()
            .Which["work_type"]!.GetValue<string>().Should().Be("incoming_delegation_invitation");
    }
}
