using System.Text.Json;
using System.Text.Json.Serialization;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Remembers which shares a call made or found: a share that has ended since is not in the repeated answer.</summary>
internal sealed class CreatedSharesMemory(MeecoDb db, PublicIds ids, ShareViews views) : IAnswerMemory
{
    public byte[] Keep(object answer)
    {
        var response = (SharesResponse)answer;
        return JsonSerializer.SerializeToUtf8Bytes(
            new CreatedShareKeys(
                [.. response.Shares.Select(share => share.Id).Select(Key)],
                [.. (response.AlreadySharedIds ?? []).Select(Key)]),
            CreatedShareKeysJson.Default.CreatedShareKeys);
    }

    public async Task<object> RecallAsync(byte[] kept, HttpContext http, CancellationToken cancel)
    {
        var keys = JsonSerializer.Deserialize(kept, CreatedShareKeysJson.Default.CreatedShareKeys)!;
        var shares = await db.Shares.AsNoTracking().Where(share => keys.Shares.Contains(share.Key)).ToDictionaryAsync(share => share.Key, cancel);
        return views.Created(
            new CreatedShares(
                [.. keys.Shares.Where(shares.ContainsKey).Select(key => shares[key])],
                keys.AlreadyShared.Where(shares.ContainsKey).ToHashSet()),
            http.Features.GetRequiredFeature<VaultCaller>().UserKey);
    }

    private long Key(string id) => ids.Decode(id, IdKind.Share)!.Value;
}

/// <summary>The keys of the shares that an answer has, as they are stored.</summary>
internal sealed record CreatedShareKeys(long[] Shares, long[] AlreadyShared);

[JsonSerializable(typeof(CreatedShareKeys))]
internal sealed partial class CreatedShareKeysJson : JsonSerializerContext;
