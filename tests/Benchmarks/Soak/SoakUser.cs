using System.Globalization;
using System.Net;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Soak;

/// <summary>A user who does now this and now that, as somebody at work does; what he has stays of one size.</summary>
/// <param name="account">Who.</param>
/// <param name="settings">How he talks to the server.</param>
/// <param name="file">A file that he attaches.</param>
/// <param name="random">Says what comes next.</param>
internal sealed class SoakUser(Account account, ClientSettings settings, string file, Random random)
{
    private const int MostItems = 40;
    private const int RecipientsAtOnce = 3;

    private readonly Queue<string> _items = new();
    private int _number;

    private MeecoSession Session => account.Session;

    /// <summary>Does the next thing.</summary>
    public Task DoNextAsync(CancellationToken cancel) => (_items.Count == 0 ? 40 : random.Next(100)) switch
    {
        < 32 => Session.Items.GetAsync(AnyItem(), cancel),
        < 40 => Session.Items.ListAsync(new ItemFilter { Own = true }, cancel).ToListAsync(cancel).AsTask(),
        < 55 => ReplaceItemAsync(cancel),
        < 70 => Session.Items.UpdateAsync(
            AnyItem(), new ItemChanges { Slots = [new() { Name = "licence_plate", Value = $"NEW {random.Next()}" }] }, cancel),
        < 79 => ShareAsync(cancel),
        < 84 => AcceptAsync(cancel),
        < 88 => Session.ClientTasks.RunBatchAsync(new BatchOptions(), cancel).ToListAsync(cancel).AsTask(),
        < 91 => AttachAsync(cancel),
        < 93 => Session.Items.ListAsync(new ItemFilter { Own = false }, cancel).Take(20).ToListAsync(cancel).AsTask(),
        < 97 => Session.Events.ListAsync(since: null, pageSize: 100, cancel).Take(100).ToListAsync(cancel).AsTask(),
        _ => LogInAndOutAsync(cancel),
    };

    private string AnyItem() => _items.ElementAt(random.Next(_items.Count));

    private async Task ReplaceItemAsync(CancellationToken cancel)
    {
        var number = (++_number).ToString(CultureInfo.InvariantCulture);
        var item = await Session.Items.CreateAsync(
            new NewItem
            {
                Template = "vehicle",
                Label = $"Car {number}",
                SkipEmptySlots = true,
                Slots = [new() { Name = "licence_plate", Value = $"PLATE {number}" }, new() { Name = "vin", Value = $"VIN {number}" }],
            },
            cancel);
        _items.Enqueue(item.Id);
        if (_items.Count > MostItems)
        {
            await Session.Items.RemoveAsync(_items.Dequeue(), cancel);
        }
    }

    private async Task ShareAsync(CancellationToken cancel)
    {
        var connections = await Session.Connections.ListAsync(cancel).ToListAsync(cancel);
        var recipients = connections.OrderBy(_ => random.Next()).Take(RecipientsAtOnce).ToList();
        var conditions = new NewShare { Terms = random.Next(2) == 0 ? "Do not sell" : null, SkipExisting = true };
        await Session.Shares.CreateAsync(AnyItem(), recipients, conditions, cancel);
    }

    private async Task AcceptAsync(CancellationToken cancel)
    {
        var waiting = new ShareFilter { Direction = ShareDirection.Incoming, Acceptance = AcceptanceStatus.Required };
        foreach (var share in await Session.Shares.ListAsync(waiting, cancel).Take(5).ToListAsync(cancel))
        {
            await Session.Shares.AcceptAsync(share.Id, cancel);
        }
    }

    private async Task AttachAsync(CancellationToken cancel)
    {
        var attached = await Session.Attachments.AddAsync(AnyItem(), new NewAttachment { Path = file }, progress: null, cancel);
        var target = Path.GetTempFileName();
        try
        {
            await Session.Attachments.SaveAsync(attached, target, overwrite: true, progress: null, cancel);
        }
        finally
        {
            File.Delete(target);
        }

        await Session.Attachments.RemoveAsync(attached, cancel);
    }

    private async Task LogInAndOutAsync(CancellationToken cancel)
    {
        using var passphrase = SecretText.From(World.Passphrase);
        using var secret = new NetworkCredential("", account.Secret).SecurePassword;
        using var session = await new AccountService(settings).ConnectAsync(Session.Environment, passphrase, secret, validFor: null, cancel);
        await session.User.LogOutAsync(cancel);
    }
}
