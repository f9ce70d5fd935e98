using System.Globalization;
using System.Net;

namespace Meeco.Benchmarks.Comparison;

/// <summary>
/// The users, connections and items that rows work on, made with the client library where nobody measures. Recipients are
/// the same for all rows; whoever shares is new, so that no row meets what another has left.
/// </summary>
/// <param name="environment">The server.</param>
/// <param name="settings">How its users talk to it; null as usual.</param>
internal sealed class World(MeecoEnvironment environment, ClientSettings? settings = null) : IDisposable
{
    /// <summary>The passphrase of everybody.</summary>
    public const string Passphrase = "correct horse battery staple";

    private const int AtOnce = 4;

    private readonly RelatedKeyPairs _keyPairs = new();
    private readonly List<Account> _accounts = [];
    private readonly List<Account> _recipients = [];

    public ClientSettings Settings => (settings ?? ClientSettings.Default) with { KeyPairs = _keyPairs };

    public async Task<Account> NewAccountAsync(CancellationToken cancel)
    {
        using var passphrase = SecretText.From(Passphrase);
        var session = await new AccountService(Settings)
            .RegisterAsync(environment, passphrase, secret: null, progress: null, cancel);
        using var secret = session.User.GetSecret();
        var account = new Account(session, new NetworkCredential("", secret).Password);
        lock (_accounts)
        {
            _accounts.Add(account);
        }

        return account;
    }

    /// <summary>Users to share with.</summary>
    public async Task<IReadOnlyList<Account>> RecipientsAsync(int count, CancellationToken cancel)
    {
        var missing = Math.Max(0, count - _recipients.Count);
        var made = new Account[missing];
        await AtOnceAsync(missing, async (index, stop) => made[index] = await NewAccountAsync(stop), cancel);
        _recipients.AddRange(made);
        return _recipients[..count];
    }

    /// <summary>A user who is connected to so many recipients and has so many items.</summary>
    public async Task<Account> NewOwnerAsync(int items, int recipients, CancellationToken cancel)
    {
        var owner = await NewAccountAsync(cancel);
        var others = await RecipientsAsync(recipients, cancel);
        await AtOnceAsync(
            others.Count,
            async (index, stop) => await ConnectAsync(owner, others[index], stop),
            cancel);
        await AddItemsAsync(owner, items, cancel);
        return owner;
    }

    public static Task<MeecoConnection> ConnectAsync(Account owner, Account recipient, CancellationToken cancel) =>
        owner.Session.Connections.CreateAsync(
            recipient.Session, recipient.Session.UserName, owner.Session.UserName, progress: null, cancel);

    /// <summary>Items of three slots.</summary>
    public static Task AddItemsAsync(Account owner, int count, CancellationToken cancel) => AtOnceAsync(
        count,
        async (index, stop) =>
        {
            var number = index.ToString(CultureInfo.InvariantCulture);
            await owner.Session.Items.CreateAsync(
                new NewItem
                {
                    Template = "vehicle",
                    Label = $"Car {number}",
                    SkipEmptySlots = true,
                    Slots =
                    [
                        new() { Name = "licence_plate", Value = $"PLATE {number}" },
                        new() { Name = "vin", Value = $"VIN {number}" },
                        new() { Name = "model_make", Value = "DMC DeLorean" },
                    ],
                },
                stop);
        },
        cancel);

    /// <summary>Shares all items of an owner with all who are connected to him, if it was not done before.</summary>
    public static async Task ShareAllAsync(Account owner, CancellationToken cancel)
    {
        var connections = await owner.Session.Connections.ListAsync(cancel).ToListAsync(cancel);
        await ForEachItemAsync(
            owner,
            (item, stop) => owner.Session.Shares.CreateAsync(item.Id, connections, new NewShare(), stop),
            cancel);
    }

    /// <summary>Changes a slot of every item, which leaves one client task each.</summary>
    public static Task ChangeAllAsync(Account owner, CancellationToken cancel) => ForEachItemAsync(
        owner,
        (item, stop) => owner.Session.Items.UpdateAsync(
            item.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = $"NEW {item.Label}" }] }, stop),
        cancel);

    public void Dispose()
    {
        _accounts.ForEach(static account => account.Dispose());
        _keyPairs.Dispose();
    }

    private static async Task ForEachItemAsync(Account owner, Func<MeecoItem, CancellationToken, Task> work, CancellationToken cancel)
    {
        var items = await owner.Session.Items.ListAsync(new ItemFilter { Own = true }, cancel).ToListAsync(cancel);
        await AtOnceAsync(items.Count, async (index, stop) => await work(items[index], stop), cancel);
    }

    private static Task AtOnceAsync(int count, Func<int, CancellationToken, ValueTask> work, CancellationToken cancel) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, work);
}
