using System.Globalization;
using System.Security;
using Meeco.Client.Tests.Fixtures;
using Meeco.Faults.Stage;
using Microsoft.Data.Sqlite;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(World))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Meeco.Faults.Stage;

/// <summary>
/// Alice and five others to whom she is connected; items that she has not shared yet; and items that she has shared with
/// all of them and changed since, so that each waits for its client task. It is made once; every run gets a copy.
/// </summary>
public sealed class World : IAsyncLifetime
{
    public const int Items = 20;
    public const int Recipients = 5;

    /// <summary>How the labels of the items begin that are to be shared.</summary>
    public const string ToShare = "Catalogue";

    /// <summary>How the labels of the items begin that are to be brought up to date.</summary>
    public const string ToUpdate = "Register";

    /// <summary>How the values of items begin when they are made.</summary>
    public const string Old = "old";

    /// <summary>How they begin after their change.</summary>
    public const string New = "new";

    private const string Passphrase = "correct horse battery staple";

    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-faults-").FullName;
    private readonly List<MeecoSession> _others = [];
    private MeecoSession? _alice;
    private int _copies;

    /// <summary>Where clients find the server, or what stands before it.</summary>
    public int Port { get; } = LoopbackPorts.Take();

    /// <summary>The file with Alice's session.</summary>
    public string SessionFile => Path.Combine(_folder, "alice.meeco");

    /// <summary>The file with another session of hers.</summary>
    public string OtherSessionFile => Path.Combine(_folder, "alice-elsewhere.meeco");

    /// <summary>The passphrase of these files.</summary>
    public string SessionPassphrase => Passphrase;

    internal MeecoSession Alice => _alice!;

    internal IReadOnlyList<MeecoSession> Others => _others;

    private string Template => Path.Combine(_folder, "template");

    public async ValueTask InitializeAsync()
    {
        await using (await ServerProcess.StartAsync(Template, Port))
        {
            _alice = await NewUserAsync(1);
            var connections = new List<MeecoConnection>();
            for (var number = 1; number <= Recipients; number++)
            {
                var other = await NewUserAsync(1 + number);
                _others.Add(other);
                connections.Add(await _alice.Connections.CreateAsync(
                    other, $"Recipient {number}", "Alice", progress: null, CancellationToken.None));
            }

            for (var number = 1; number <= Items; number++)
            {
                await NewItemAsync(ToShare, number);
                var item = await NewItemAsync(ToUpdate, number);
                await _alice.Shares.CreateAsync(item.Id, connections, new NewShare(), CancellationToken.None);
                await _alice.Items.UpdateAsync(item.Id, new ItemChanges { Slots = Slots(number, New) }, CancellationToken.None);
            }

            using var passphrase = Secret();
            using var secret = _alice.User.GetSecret();
            using var elsewhere = await new AccountService(ClientSettings.Default).ConnectAsync(
                _alice.Environment, passphrase, secret, validFor: null, CancellationToken.None);
            await Meeco.SessionFile.WriteAsync(_alice, SessionFile, passphrase, overwrite: false, CancellationToken.None);
            await Meeco.SessionFile.WriteAsync(elsewhere, OtherSessionFile, passphrase, overwrite: false, CancellationToken.None);
        }

        SqliteConnection.ClearAllPools();
    }

    /// <summary>A folder with the data as they were in the beginning.</summary>
    public string Copy()
    {
        var copy = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"copy-{++_copies}"));
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(Template))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>Brings the data of a running server back to what they were in the beginning, in one transaction of SQLite's.</summary>
    public void Reset(string copy)
    {
        using var from = Open(Template);
        using var to = Open(copy);
        from.BackupDatabase(to);
    }

    /// <summary>Opens a database beside the server.</summary>
    public static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "meeco.db"),
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        return connection;
    }

    public ValueTask DisposeAsync()
    {
        _alice?.Dispose();
        _others.ForEach(other => other.Dispose());
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<MeecoSession> NewUserAsync(int number)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");
        using var passphrase = Secret();
        return await new AccountService(new ClientSettings { KeyPairs = new StoredKeyPairs(number) }).RegisterAsync(
            new MeecoEnvironment(new Uri($"{address}/vault"), new Uri($"{address}/keystore")),
            passphrase,
            secret: null,
            progress: null,
            CancellationToken.None);
    }

    private Task<MeecoItem> NewItemAsync(string kind, int number) => Alice.Items.CreateAsync(
        new NewItem
        {
            Template = "custom",
            Label = string.Create(CultureInfo.InvariantCulture, $"{kind} {number:00}"),
            Slots = Slots(number, Old),
            SkipEmptySlots = true,
        },
        CancellationToken.None);

    private static SlotInput[] Slots(int number, string age) =>
    [
        .. new[] { "name", "place", "note" }.Select(slot => new SlotInput { Name = slot, Value = $"{age} {slot} of {number}" }),
    ];

    private static SecureString Secret() => SecretText.From(Passphrase);
}
