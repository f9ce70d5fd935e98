namespace Meeco.Client.Tests.Fixtures;

/// <summary>Real servers with Alice, who is connected to Bob, who is connected to Carlos.</summary>
public sealed class Friends : IAsyncLifetime
{
    internal RealServers Servers { get; } = new();

    internal MeecoSession Alice { get; private set; } = null!;

    internal MeecoSession Bob { get; private set; } = null!;

    internal MeecoSession Carlos { get; private set; } = null!;

    internal MeecoConnection AliceToBob { get; private set; } = null!;

    internal MeecoConnection BobToCarlos { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Servers.InitializeAsync();
        Alice = await Servers.NewUserAsync();
        Bob = await Servers.NewUserAsync();
        Carlos = await Servers.NewUserAsync();
        AliceToBob = await RealServers.ConnectAsync(Alice, Bob, "Bob");
        BobToCarlos = await RealServers.ConnectAsync(Bob, Carlos, "Carlos");
    }

    /// <summary>A new vehicle.</summary>
    internal static Task<MeecoItem> NewCarAsync(MeecoSession owner, string plate, string label = "DeLorean") =>
        owner.Items.CreateAsync(
            new NewItem
            {
                Template = "vehicle",
                Label = label,
                Slots = [new() { Name = "licence_plate", Value = plate }, new() { Name = "vin", Value = "VIN 12 é €" }],
            },
            TestContext.Current.CancellationToken);

    /// <summary>A vehicle of Alice's that Bob has and may share on.</summary>
    internal async Task<(MeecoItem Original, MeecoItem Copy, MeecoShare Share)> NewSharedCarAsync(
        string plate,
        NewShare? conditions = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var car = await NewCarAsync(Alice, plate);
        var shares = await Alice.Shares.CreateAsync(
            car.Id, [AliceToBob], conditions ?? new NewShare { SharingMode = SharingMode.Anyone }, cancel);
        return (car, await Bob.Shares.GetItemAsync(shares[0].Id, cancel), shares[0]);
    }

    /// <summary>Vehicles of Alice's that Bob has, and perhaps somebody else, and that have changed since.</summary>
    internal async Task<List<(string Original, string Copy)>> NewChangedCarsAsync(int count, MeecoConnection? other = null)
    {
        var items = new (string, string)[count];
        await Parallel.ForAsync(0, count, TestContext.Current.CancellationToken, async (number, cancel) =>
        {
            var (car, copy, _) = await NewSharedCarAsync("OLD");
            if (other is not null)
            {
                await Alice.Shares.CreateAsync(car.Id, [other], new NewShare(), cancel);
            }

            await ChangeAsync(car.Id, "NEW");
            items[number] = (car.Id, copy.Id);
        });
        return [.. items];
    }

    /// <summary>Alice changes the plate of a vehicle.</summary>
    internal Task<MeecoItem> ChangeAsync(string id, string plate) => Alice.Items.UpdateAsync(
        id,
        new ItemChanges { Slots = [new() { Name = "licence_plate", Value = plate }] },
        TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Servers.DisposeAsync();
}
