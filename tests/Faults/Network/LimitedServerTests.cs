using Meeco.Faults.Stage;

namespace Meeco.Faults.Network;

/// <summary>A server that takes few requests: commands take longer there, and that is all.</summary>
public sealed class LimitedServerTests(World world)
{
    // Two of the fifteen calls of a run come through at once, the others one by one, more slowly than any machine sends them.
    private static readonly string[] Limits = ["--Meeco:RequestsPerMinute", "120", "--Meeco:RequestBurst", "2"];

    public static TheoryData<Work> Works { get; } = new(Work.All);

    [Theory]
    [MemberData(nameof(Works))]
    public async Task A_command_finishes_without_an_error_and_says_once_what_it_waits_for(Work work)
    {
        var folder = world.Copy();
        using var alice = await ConnectAsync(folder);
        await using (await ServerProcess.StartAsync(folder, world.Port, Limits))
        {
            var run = alice.Shell.Run($"{work.Command} -Verbose").Succeeded();

            run.Verbose.Where(line => line.Contains("limits requests", StringComparison.Ordinal)).Should().ContainSingle();
        }

        await using (await ServerProcess.StartAsync(folder, world.Port))
        {
            (await EndState.ReadAsync(world, folder, work.Kind)).ShouldBeOf(work);
        }
    }

    private async Task<AliceShell> ConnectAsync(string folder)
    {
        await using var server = await ServerProcess.StartAsync(folder, world.Port);
        return AliceShell.Connect(world);
    }
}
