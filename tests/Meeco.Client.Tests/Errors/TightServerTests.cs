using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Errors;

/// <summary>What a server refuses whose operator set limits.</summary>
public sealed class TightServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-limits-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_requests_and_chains_of_shares_end_at_the_limits_of_the_server()
    {
        await using var servers = new RealServers
        {
            Settings = { ["Meeco:MaxDataPerUser"] = "1000", ["Meeco:MaxRequestBodySize"] = "100000", ["Meeco:MaxOnShareDepth"] = "1" },
        };
        await servers.InitializeAsync();
        var alice = await servers.NewUserAsync();
        var bob = await servers.NewUserAsync();
        var carlos = await servers.NewUserAsync();
        var (toBob, toCarlos) = (await RealServers.ConnectAsync(alice, bob), await RealServers.ConnectAsync(bob, carlos));
        var car = await Friends.NewCarAsync(alice, "LIMITED");
        var path = Path.Combine(_folder, "big.bin");
        await File.WriteAllBytesAsync(path, new byte[2000], Cancel);

        (await RefusedAsync(() => alice.Attachments.AddAsync(car.Id, new NewAttachment { Path = path }, progress: null, Cancel)))
            .Should().Be("DataSizeLimitExceeded");
        (await RefusedAsync(() => Friends.NewCarAsync(alice, new string('x', 100_000)))).Should().Be("TooLarge");

        var share = (await alice.Shares.CreateAsync(car.Id, [toBob], new NewShare { SharingMode = SharingMode.Anyone }, Cancel))[0];
        var copy = await bob.Shares.GetItemAsync(share.Id, Cancel);
        var onShare = (await bob.Shares.CreateAsync(copy.Id, [toCarlos], new NewShare { SharingMode = SharingMode.Anyone }, Cancel))[0];
        onShare.SharingMode.Should().Be(SharingMode.Owner, "the chain is as long as it may be");
        (await RefusedAsync(() => alice.Shares.ReconfigureAsync(onShare.Id, new ShareChanges { SharingMode = SharingMode.Anyone }, Cancel)))
            .Should().Be("OnShareTooDeep");
    }

    private static async Task<string> RefusedAsync(Func<Task> call) => (await call.Should().ThrowAsync<MeecoException>()).Which.ErrorId;
}
