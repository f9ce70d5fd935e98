using System.Globalization;
using Meeco.Faults.Stage;

namespace Meeco.Faults.Network;

/// <summary>An item is changed, and the answer is lost: the change is there, and once.</summary>
public sealed class LostChangeTests(NetworkStage stage, World world) : IClassFixture<NetworkStage>
{
    public static TheoryData<Fault> Lost { get; } = new(Fault.ResetAfterCommit, Fault.Truncated, Fault.Stalled);

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_change_whose_answer_is_lost_is_made_once(Fault fault)
    {
        stage.Reset();
        var label = string.Create(CultureInfo.InvariantCulture, $"{World.ToUpdate} 01");
        var id = await world.Alice.Items.ResolveIdAsync(label, TestContext.Current.CancellationToken);
        var before = await ReadAsync(id);
        stage.Proxy.Arm(fault, call: 1);

        stage.Shell.Run($"Set-MeecoItem {id} @{{ name = 'changed' }}").Succeeded();

        stage.Proxy.Struck.IsCompleted.Should().BeTrue();
        stage.Proxy.Arm();
        var after = await ReadAsync(id);
        after.Version.Should().Be(before.Version + 1);
        after.Name.Should().Be("changed").And.NotBe(before.Name);
    }

    private async Task<(long? Version, string? Name)> ReadAsync(string id)
    {
        var stored = await world.Alice.Apis.Items.GetAsync(id, TestContext.Current.CancellationToken);
        return (stored.Item.Version, (await world.Alice.Items.GetAsync(id, TestContext.Current.CancellationToken))["name"]);
    }
}
