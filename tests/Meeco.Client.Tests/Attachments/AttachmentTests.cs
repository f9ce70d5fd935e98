using System.Net;
using System.Text;
using Meeco.Client.Tests.Fixtures;
using Meeco.Wire;

namespace Meeco.Client.Tests.Attachments;

public sealed class AttachmentTests(Friends friends) : IClassFixture<Friends>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-files-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) + 7)]
    public async Task A_file_comes_back_byte_for_byte_and_tells_about_itself(int length)
    {
        var car = await Friends.NewCarAsync(friends.Alice, "FILE");
        var path = NewFile("photo.png", length);

        var added = await AddAsync(friends.Alice, car, path);
        var listed = await friends.Alice.Attachments.ListAsync(car.Id, Cancel);

        added.FileName.Should().Be("photo.png");
        added.Label.Should().Be("photo.png");
        added.ContentType.Should().Be("image/png");
        added.Size.Should().Be(length);
        listed.Should().ContainSingle().Which.Should().BeEquivalentTo(added);
        (await SaveAsync(friends.Alice, added)).Should().Equal(await File.ReadAllBytesAsync(path, Cancel));
        var slot = (await friends.Alice.Items.GetAsync(car.Id, Cancel)).Slots.Single(one => one.AttachmentId == added.Id);
        slot.Type.Should().Be("attachment");
        slot.Value.Should().HaveLength(44, "that is how the newest client writes the key");
    }

    [Fact]
    public async Task Recipient_and_on_share_recipient_read_the_same_bytes()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "SHARED");
        var path = NewFile("manual.pdf", 3_000_000);
        await AddAsync(friends.Alice, car, path);
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { SharingMode = SharingMode.Anyone }, Cancel)).Single();
        var copy = await friends.Bob.Shares.GetItemAsync(share.Id, Cancel);
        var onShare = (await friends.Bob.Shares.CreateAsync(copy.Id, [friends.BobToCarlos], new NewShare(), Cancel)).Single();
        var copyOfCopy = await friends.Carlos.Shares.GetItemAsync(onShare.Id, Cancel);
        var bytes = await File.ReadAllBytesAsync(path, Cancel);

        foreach (var (user, item) in new[] { (friends.Bob, copy), (friends.Carlos, copyOfCopy) })
        {
            var attachment = (await user.Attachments.ListAsync(item.Id, Cancel)).Single();
            attachment.Own.Should().BeFalse();
            (await SaveAsync(user, attachment)).Should().Equal(bytes);
        }

        await friends.Alice.Shares.RemoveAsync(share.Id, Cancel);
        var late = (await friends.Alice.Attachments.ListAsync(car.Id, Cancel)).Single() with { ItemId = copy.Id };
        (await FailAsync(() => SaveAsync(friends.Bob, late))).Should().Be("ItemNotFound");
    }

    [Fact]
    public async Task Before_acceptance_a_recipient_is_told_to_accept()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "WAITING");
        await AddAsync(friends.Alice, car, NewFile("contract.pdf", 100));
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { Terms = "Keep it" }, Cancel)).Single();
        var waiting = await friends.Bob.Items.ListAsync(new ItemFilter { Own = false }, Cancel).FirstAsync(item => item.ShareId == share.Id, Cancel);

        (await FailAsync(() => friends.Bob.Attachments.ListAsync(waiting.Id, Cancel))).Should().Be("ShareNotAccepted");
        await friends.Bob.Shares.AcceptAsync(share.Id, Cancel);

        (await friends.Bob.Attachments.ListAsync(waiting.Id, Cancel)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_file_added_later_reaches_recipients_with_the_batch()
    {
        var (car, copy, _) = await friends.NewSharedCarAsync("LATER");
        var added = await AddAsync(friends.Alice, car, NewFile("later.txt", 100));
        var known = (await friends.Bob.Attachments.ListAsync(copy.Id, Cancel)).Single();
        (await FailAsync(() => SaveAsync(friends.Bob, known))).Should().Be("AttachmentKeyMissing");

        await friends.Alice.Shares.UpdateAsync(car.Id, Cancel);

        (await SaveAsync(friends.Bob, known)).Should().HaveCount(100);
        known.Id.Should().Be(added.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_or_tag_that_was_changed_leaves_no_file(bool block)
    {
        var car = await Friends.NewCarAsync(friends.Alice, "TAMPERED");
        var added = await AddAsync(friends.Alice, car, NewFile("photo.png", (1 << 20) + 500));
        var user = await friends.Servers.AnotherSessionAsync(friends.Alice, settings => settings with
        {
            CreateTransport = () => new HookedTransport(async call =>
            {
                var answer = await call.SendAsync();
                if (call.Line.StartsWith("GET /vault/blobs/", StringComparison.Ordinal))
                {
                    var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
                    var isBlock = bytes.Length == 500;
                    if (block && isBlock)
                    {
                        bytes[250] ^= 1;
                    }
                    else if (!block && bytes.Length is not (500 or 1 << 20))
                    {
                        var text = Encoding.UTF8.GetString(bytes);
                        var place = text.IndexOf("\"at\"", StringComparison.Ordinal);
                        var number = text.IndexOf("\"data\":[", place, StringComparison.Ordinal) + 8;
                        bytes = Encoding.UTF8.GetBytes($"{text[..number]}{(text[number] == '1' ? "2" : "1")}{text[text.IndexOf(',', number)..]}");
                    }

                    answer.Content = new ByteArrayContent(bytes);
                }

                return answer;
            }),
        });

        (await FailAsync(() => SaveAsync(user, added))).Should().Be("DecryptionFailed");

        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Should().Equal("photo.png");
    }

    [Fact]
    public async Task An_interrupted_upload_leaves_nothing_visible()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "INTERRUPTED");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var blocks = 0;
        var user = await friends.Servers.AnotherSessionAsync(friends.Alice, settings => settings with
        {
            CreateTransport = () => new HookedTransport(async call =>
            {
                if (call.Line.StartsWith("PUT /vault/blobs/", StringComparison.Ordinal) && Interlocked.Increment(ref blocks) == 3)
                {
                    await stop.CancelAsync();
                }

                return await call.SendAsync();
            }),
        });

        var adding = () => user.Attachments.AddAsync(car.Id, new NewAttachment { Path = NewFile("large.bin", 8 << 20) }, null, stop.Token);

        await adding.Should().ThrowAsync<OperationCanceledException>();
        (await friends.Alice.Attachments.ListAsync(car.Id, Cancel)).Should().BeEmpty();
        (await friends.Alice.Items.GetAsync(car.Id, Cancel)).Slots.Should().NotContain(slot => slot.AttachmentId != null);
    }

    [Fact]
    public async Task Where_the_slot_is_refused_the_file_is_removed_again()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "REFUSED");
        var transport = new HookedTransport(call => call.Line == $"PUT /vault/items/{car.Id}"
            ? Task.FromResult(ScriptedTransport.Json("""{"errors":[{"error":"validation_failed","message":"no"}]}""", HttpStatusCode.UnprocessableEntity))
            : call.SendAsync());
        var user = await friends.Servers.AnotherSessionAsync(friends.Alice, settings => settings with { CreateTransport = () => transport });

        (await FailAsync(() => AddAsync(user, car, NewFile("photo.png", 100)))).Should().Be("ValidationFailed");

        transport.Lines.Should().Contain(line => line.StartsWith("DELETE /vault/direct/attachments/", StringComparison.Ordinal));
        (await user.Apis.Attachments.ListInSlotsAsync(Cancel)).Slots.Should().NotContain(slot => slot.Id == car.Id);
    }

    [Fact]
    public async Task Lost_answers_are_asked_for_again_and_the_file_is_there_once()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "LOST");
        var seen = new HashSet<string>();
        var user = await friends.Servers.AnotherSessionAsync(friends.Alice, settings => settings with
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
            CreateTransport = () => new HookedTransport(async call =>
            {
                var answer = await call.SendAsync();
                bool first;
                lock (seen)
                {
                    first = seen.Add($"{call.Line}?{call.Request.RequestUri!.Query}");
                }

                var isOfTheUpload = !call.Line.Contains("session", StringComparison.Ordinal)
                    && call.Line.Contains("/vault/", StringComparison.Ordinal);
                return isOfTheUpload && call.Request.Method != HttpMethod.Get && first && answer.IsSuccessStatusCode
                    ? throw new HttpRequestException("The answer got lost.")
                    : answer;
            }),
        });
        var path = NewFile("photo.png", 3 << 20);

        var added = await AddAsync(user, car, path);

        (await user.Attachments.ListAsync(car.Id, Cancel)).Should().ContainSingle();
        (await SaveAsync(user, added)).Should().Equal(await File.ReadAllBytesAsync(path, Cancel));
    }

    [Fact]
    public async Task However_large_the_file_only_a_few_blocks_are_in_flight()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "LARGE");
        var path = Path.Combine(_folder, "large.bin");
        await using (var file = File.Create(path))
        {
            file.SetLength(64 << 20);
        }

        var (inFlight, most) = (0, 0);
        var user = await friends.Servers.AnotherSessionAsync(friends.Alice, settings => settings with
        {
            CreateTransport = () => new HookedTransport(async call =>
            {
                if (!call.Line.Contains("/blobs/", StringComparison.Ordinal))
                {
                    return await call.SendAsync();
                }

                var now = Interlocked.Increment(ref inFlight);
                InterlockedMax(ref most, now);
                try
                {
                    return await call.SendAsync();
                }
                finally
                {
                    Interlocked.Decrement(ref inFlight);
                }
            }),
        });

        var added = await AddAsync(user, car, path);
        var target = Path.Combine(_folder, "saved.bin");
        await user.Attachments.SaveAsync(added, target, overwrite: false, progress: null, Cancel);

        most.Should().BeInRange(1, new ClientSettings().MaxBlocksInFlight);
        new FileInfo(target).Length.Should().Be(64 << 20);
    }

    [Fact]
    public async Task Progress_counts_the_bytes_to_the_end()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "PROGRESS");
        var seen = new Seen();

        await friends.Alice.Attachments.AddAsync(car.Id, new NewAttachment { Path = NewFile("photo.png", 3_000_000) }, seen, Cancel);

        seen.Reports.Should().HaveCount(3).And.OnlyContain(report => report.CountsBytes && report.Total == 3_000_000);
        seen.Reports.Max(report => report.Done).Should().Be(3_000_000);
    }

    [Fact]
    public async Task A_file_that_is_there_stays_unless_it_may_be_replaced()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "THERE");
        var added = await AddAsync(friends.Alice, car, NewFile("photo.png", 10));
        var target = NewFile("mine.txt", 3);

        (await FailAsync(() => friends.Alice.Attachments.SaveAsync(added, target, overwrite: false, null, Cancel))).Should().Be("FileExists");
        new FileInfo(target).Length.Should().Be(3);
        await friends.Alice.Attachments.SaveAsync(added, target, overwrite: true, null, Cancel);
        new FileInfo(target).Length.Should().Be(10);
        (await FailAsync(() => friends.Alice.Attachments.SaveAsync(added, Path.Combine(_folder, "no", "folder"), false, null, Cancel)))
            .Should().Be("FileNotWritten");
    }

    [Fact]
    public async Task A_received_item_an_unknown_file_and_an_unknown_item_are_refused_before_anything_is_sent()
    {
        var (car, copy, _) = await friends.NewSharedCarAsync("NOT MINE");

        (await FailAsync(() => AddAsync(friends.Bob, copy, NewFile("photo.png", 10)))).Should().Be("ReceivedItemReadOnly");
        (await FailAsync(() => AddAsync(friends.Alice, car, Path.Combine(_folder, "nowhere")))).Should().Be("FileNotFound");
        (await FailAsync(() => AddAsync(friends.Alice, copy, NewFile("b", 10)))).Should().Be("ItemNotFound");
        (await FailAsync(() => friends.Alice.Attachments.GetAsync("no such file", Cancel))).Should().Be("AttachmentNotFound");
    }

    [Fact]
    public async Task A_file_is_found_by_id_slot_and_name_and_removed_with_its_slot()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "FOUND");
        var name = $"{Guid.NewGuid():N}.txt";
        var added = await AddAsync(friends.Alice, car, NewFile(name, 10));

        foreach (var reference in new[] { added.Id, added.SlotId, name })
        {
            (await friends.Alice.Attachments.GetAsync(reference, Cancel)).Id.Should().Be(added.Id);
        }

        var twin = await AddAsync(friends.Alice, car, Path.Combine(_folder, name));
        (await FailAsync(() => friends.Alice.Attachments.GetAsync(name, Cancel))).Should().Be("AttachmentNameAmbiguous");
        await friends.Alice.Attachments.RemoveAsync(twin, Cancel);
        await friends.Alice.Attachments.RemoveAsync(added, Cancel);
        (await friends.Alice.Attachments.ListAsync(car.Id, Cancel)).Should().BeEmpty();
        (await friends.Alice.Items.GetAsync(car.Id, Cancel)).Slots.Should().NotContain(slot => slot.Id == added.SlotId);
    }

    [Fact]
    public async Task A_file_of_a_client_of_2020_is_read_by_its_owner_recipient_and_on_share_recipient()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "2020");
        var path = NewFile("old.png", 2000);
        var added = await AddAsync(friends.Alice, car, path);
        var slot = (await friends.Alice.Apis.Items.GetSlotAsync(added.SlotId, Cancel)).Slot;
        var text = friends.Alice.Keys.Dek.DecryptText(slot.EncryptedValue)!;
        var raw = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'));
        await friends.Alice.Apis.Items.UpdateAsync(
            car.Id,
            new PutItemsRequest
            {
                Item = new PutItemsItem
                {
                    SlotsAttributes = [new PutItemsSlot { Id = slot.Id, EncryptedValue = new Maybe<string?>(friends.Alice.Keys.Dek.EncryptBytes(raw)) }],
                },
            },
            ServerApis.NewIdempotencyKey(),
            Cancel);
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        var share = (await friends.Alice.Shares.CreateAsync(
            car.Id, [friends.AliceToBob], new NewShare { SharingMode = SharingMode.Anyone }, Cancel)).Single();
        var copy = await friends.Bob.Shares.GetItemAsync(share.Id, Cancel);
        var onShare = (await friends.Bob.Shares.CreateAsync(copy.Id, [friends.BobToCarlos], new NewShare(), Cancel)).Single();
        var copyOfCopy = await friends.Carlos.Shares.GetItemAsync(onShare.Id, Cancel);

        (await SaveAsync(friends.Alice, added)).Should().Equal(bytes);
        (await SaveAsync(friends.Bob, (await friends.Bob.Attachments.ListAsync(copy.Id, Cancel)).Single())).Should().Equal(bytes);
        (await SaveAsync(friends.Carlos, (await friends.Carlos.Attachments.ListAsync(copyOfCopy.Id, Cancel)).Single())).Should().Equal(bytes);
    }

    [Fact]
    public async Task A_thumbnail_is_under_the_files_key_and_read_by_recipients()
    {
        var car = await Friends.NewCarAsync(friends.Alice, "THUMB");
        var added = await AddAsync(friends.Alice, car, NewFile("photo.png", 5000));
        var picture = NewFile("small.png", 500);

        var thumbnail = await friends.Alice.Attachments.AddThumbnailAsync(added, picture, "128x128/png", Cancel);
        var share = (await friends.Alice.Shares.CreateAsync(car.Id, [friends.AliceToBob], new NewShare(), Cancel)).Single();
        var copy = await friends.Bob.Shares.GetItemAsync(share.Id, Cancel);
        var received = (await friends.Bob.Attachments.ListAsync(copy.Id, Cancel)).Single().Thumbnails.Single();

        thumbnail.Size.Should().Be("128x128/png");
        received.Id.Should().Be(thumbnail.Id);
        var target = Path.Combine(_folder, "received.png");
        await friends.Bob.Attachments.SaveThumbnailAsync(received, target, overwrite: false, Cancel);
        (await File.ReadAllBytesAsync(target, Cancel)).Should().Equal(await File.ReadAllBytesAsync(picture, Cancel));
        (await FailAsync(() => friends.Alice.Attachments.AddThumbnailAsync(added, NewFile("empty", 0), "128x128/png", Cancel)))
            .Should().Be("FileTooLarge");
    }

    private static async Task<string> FailAsync(Func<Task> act) =>
        (await act.Should().ThrowAsync<MeecoException>()).Which.ErrorId;

    private static Task<MeecoAttachment> AddAsync(MeecoSession owner, MeecoItem item, string path) =>
        owner.Attachments.AddAsync(item.Id, new NewAttachment { Path = path }, progress: null, Cancel);

    private async Task<byte[]> SaveAsync(MeecoSession user, MeecoAttachment attachment)
    {
        var target = Path.Combine(_folder, $"saved {Guid.NewGuid():N}");
        await user.Attachments.SaveAsync(attachment, target, overwrite: false, progress: null, Cancel);
        return await File.ReadAllBytesAsync(target, Cancel);
    }

    private string NewFile(string name, int length)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, [.. Enumerable.Range(0, length).Select(index => (byte)((index * 31) + (index >> 8)))]);
        return path;
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var known = most; now > known; known = most)
        {
            Interlocked.CompareExchange(ref most, now, known);
        }
    }

    private sealed class Seen : IProgress<MeecoProgress>
    {
        private readonly List<MeecoProgress> _reports = [];

        public IReadOnlyList<MeecoProgress> Reports => _reports;

        public void Report(MeecoProgress value)
        {
            lock (_reports)
            {
                _reports.Add(value);
            }
        }
    }
}
