using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CsCheck;
using Meeco.Server.ClientTasks;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Sharing;

/// <summary>Whatever owner, sharers and recipients do, in whatever order: what must always hold does after every step.</summary>
public sealed class SharingProperties(MeecoServer server) : IClassFixture<MeecoServer>
{
    private const int People = 4;
    private const int Samples = 8;

    private static readonly Gen<(int Act, int One, int Other, bool Flag)> Step =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Bool);

    [Fact, Rule("30", "31", "32", "33", "41", "chains", "ending", "tasks", "two-shares", "revisions")]
    public async Task Chains_copies_values_and_tasks_agree_after_every_step()
    {
        var story = new Story(server);
        var people = new TestUser[People];
        for (var number = 0; number < People; number++)
        {
            people[number] = await story.UserAsync();
            for (var other = 0; other < number; other++)
            {
                await Story.ConnectAsync(people[other], people[number]);
            }
        }

        await Step.Array[8, 25].SampleAsync(
            async steps =>
            {
                var world = new World(server, people, await Story.ItemAsync(people[0], "plate", "vin"));
                foreach (var (act, one, other, flag) in steps)
                {
                    await world.DoAsync(act, one, other, flag);
                    await world.CheckAsync();
                }
            },
            iter: Samples,
            threads: 1);
    }

    /// <summary>One item of the first user, and what happens to it.</summary>
    private sealed class World(MeecoServer server, TestUser[] people, TestItem item)
    {
        private int _version = 1;

        /// <summary>Tries something. The rules may refuse it; the server may not fail.</summary>
        public async Task DoAsync(int act, int one, int other, bool flag)
        {
            var shares = await SharesAsync();
            var share = shares.Count > 0 ? shares[one % shares.Count] : null;
            var answer = (act, share) switch
            {
                (0 or 1, _) => await ShareAsync(people[1 + (one % (People - 1))], other, flag),
                (2 or 3, not null) => await ShareOnAsync(share, people[other % People], flag),
                (4, not null) => await RecipientOf(share).Vault.PutAsync($"/incoming_shares/{IdOf(share)}/{(other % 4 > 0 ? "accept" : "reject")}", null),
                (5, not null) => await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(IdOf(share), "onsharing_permitted", flag)),
                (6, not null) => await people[0].Vault.PutAsync(
                    "/shares",
                    OnSharingTests.Change(IdOf(share), "expires_at", flag ? null : server.Clock.GetUtcNow().AddHours(1 + other))),
                (7, not null) => await EndAsync(share, other, flag),
                (8, _) => await UpdateAsync(),
                (9, _) => await UploadAsync(flag),
                _ => null,
            };

            answer?.Status.Should().BeLessThan(500, answer.Text);
            if (other % 10 == 0)
            {
                server.Clock.Advance(TimeSpan.FromHours(one));
            }
        }

        public async Task CheckAsync()
        {
            var now = server.Clock.GetUtcNow();
            var shares = await SharesAsync();
            foreach (var share in shares)
            {
                CheckPlace(share, shares);
                share.Values.Should().OnlyContain(value => value.VerificationHash == TestCryppo.Hash(MarkOf(value.EncryptedValue)), "a value and its hash belong together");
                share.Values.Should().OnlyContain(value => share.Covers(value.Ordinal));
            }

            shares.Select(share => share.ValuesRevision).Should().OnlyHaveUniqueItems();
            await using var scope = server.Scope();
            var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
            var key = shares.Count > 0 ? shares[0].ItemKey : 0;
            var copies = await db.ReceivedItems.Where(copy => copy.ItemKey == key).Select(copy => copy.Key).ToListAsync();
            copies.Should().BeEquivalentTo(shares.Select(share => share.ReceivedItemKey).Distinct());

            var tasks = await db.ClientTasks.Where(task => task.TargetKey == key && !task.Closed).ToListAsync();
            tasks.Count(task => task.State == ClientTaskState.Todo).Should().BeLessThanOrEqualTo(1);
            if (shares.Exists(share => share.IsLive(now) && MarkVersion(share) < _version))
            {
                tasks.Should().Contain(task => task.State == ClientTaskState.Todo, "a live share lags behind");
            }
        }

        private static void CheckPlace(Share share, List<Share> shares)
        {
            if (share.ParentKey is null)
            {
                share.SenderKey.Should().Be(share.OwnerKey);
                return;
            }

            var parent = shares.Should().ContainSingle(other => other.Key == share.ParentKey, "no on-share outlives its parent").Which;
            parent.Mode.Should().Be(SharingMode.Anyone);
            parent.RecipientKey.Should().Be(share.SenderKey);
            share.Depth.Should().Be(parent.Depth + 1);
            (share.ExpiresAt ?? DateTimeOffset.MaxValue).Should().BeOnOrBefore(parent.ExpiresAt ?? DateTimeOffset.MaxValue);
            if (parent.SlotOrdinal is not null)
            {
                share.SlotOrdinal.Should().Be(parent.SlotOrdinal);
            }
        }

        private async Task<TestAnswer> ShareAsync(TestUser recipient, int choice, bool anyone)
        {
            var single = choice % 3 == 0;
            var share = Story.ShareOf(single ? item.Only("vin") : item, recipient, $"v{_version}");
            share["slot_id"] = single ? item.Slots["vin"] : null;
            share["onsharing_permitted"] = anyone;
            share["acceptance_required"] = choice % 5 == 0 ? "acceptance_required" : null;
            return await people[0].Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(share));
        }

        /// <summary>Shares on exactly what the sharer reads at this moment.</summary>
        private async Task<TestAnswer?> ShareOnAsync(Share received, TestUser recipient, bool anyone)
        {
            var sharer = RecipientOf(received);
            var read = await sharer.Vault.GetAsync($"/incoming_shares/{IdOf(received)}/item");
            if (read.Status != 200)
            {
                return null;
            }

            var copy = TestItem.From(read);
            var share = Story.OnShareOf(copy, recipient);
            var values = share["slot_values"]!.AsArray();
            foreach (var (value, slot) in values.Zip(copy.Slots.Keys).ToList())
            {
                if (copy.Slot(slot, "encrypted_value") is { } sealedValue)
                {
                    value!["encrypted_value"] = TestCryppo.Aes($"{MarkOf(sealedValue)} for {recipient.Id}");
                }
                else
                {
                    values.Remove(value);
                }
            }

            share["onsharing_permitted"] = anyone;
            return await sharer.Vault.With("If-Match", copy.Version is null ? "*" : copy.Tag)
                .PostAsync($"/items/{copy.Id}/shares", Story.Shares(share));
        }

        private async Task<TestAnswer> EndAsync(Share share, int who, bool byItem)
        {
            if (byItem)
            {
                var recipient = RecipientOf(share);
                var read = await recipient.Vault.GetAsync($"/incoming_shares/{IdOf(share)}/item");
                return read.Status == 200 ? await recipient.Vault.DeleteAsync($"/items/{TestItem.From(read).Id}") : read;
            }

            var parties = people.Where(user => user.Key == share.OwnerKey || user.Key == share.SenderKey || user.Key == share.RecipientKey).ToList();
            return await parties[who % parties.Count].Vault.DeleteAsync($"/shares/{IdOf(share)}");
        }

        private async Task<TestAnswer?> UpdateAsync()
        {
            _version++;
            await Story.UpdateAsync(people[0], item, $"v{_version}");
            return null;
        }

        /// <summary>A batch as a client runs it, of all shares or of some.</summary>
        private async Task<TestAnswer> UploadAsync(bool all)
        {
            var shares = await Story.ShareIdsAsync(people[0], item);
            var upload = Story.UploadOf(item, all ? shares : shares.Skip(1), $"v{_version}");
            var todo = await Story.TasksAsync(people[0], $"?state=todo&target_id={item.Id}");
            if (todo.Count > 0)
            {
                upload["client_tasks"] = Story.TaskChange(todo[0]["id"]!.GetValue<string>(), "done")["client_tasks"]!.DeepClone();
            }

            return await people[0].Vault.PutAsync($"/items/{item.Id}/shares", upload);
        }

        private async Task<List<Share>> SharesAsync()
        {
            await using var scope = server.Scope();
            var key = scope.ServiceProvider.GetRequiredService<PublicIds>().Decode(item.Id, IdKind.Item);
            return await scope.ServiceProvider.GetRequiredService<MeecoDb>().Shares.AsNoTracking()
                .Where(share => share.ItemKey == key).OrderBy(share => share.Key).ToListAsync();
        }

        private string IdOf(Share share)
        {
            using var scope = server.Scope();
            return scope.ServiceProvider.GetRequiredService<PublicIds>().Encode(IdKind.Share, share.Key);
        }

        private TestUser RecipientOf(Share share) => people.Single(user => user.Key == share.RecipientKey);

        // "vin v2 for …", as the tests' values say of themselves.
        private static string MarkOf(string cryppo) =>
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cryppo.Split('.')[1].TrimEnd('='))).Split(" for ")[0];

        private static int MarkVersion(Share share) =>
            share.Values.Count == 0 ? int.MaxValue : share.Values.Min(value => int.Parse(MarkOf(value.EncryptedValue).Split(" v")[1], CultureInfo.InvariantCulture));
    }
}
