using System.Text.Json.Nodes;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Providers;

/// <summary>One of each thing, made through the server by real clients: what the database is filled with are copies of it.</summary>
/// <param name="SharedValues">The values of its share, by the slot's name, as a sender sends them.</param>
/// <param name="EncryptedDek">The share's DEK.</param>
internal sealed record Prototype(IReadOnlyDictionary<string, JsonNode> SharedValues, string EncryptedDek)
{
    /// <summary>Makes it, on a server that has nothing yet.</summary>
    public static async Task<Prototype> MakeAsync(World world, VaultHttp http, CancellationToken cancel)
    {
        var owner = await world.NewOwnerAsync(items: 1, recipients: 1, cancel);
        var recipient = (await world.RecipientsAsync(1, cancel))[0];
        await World.ShareAllAsync(owner, cancel);
        await World.ChangeAllAsync(owner, cancel);
        var token = recipient.Session.Apis.VaultToken.Value!;
        var copies = await http.GetAsync("items?own=false", token, cancel);
        var share = (await http.GetAsync("incoming_shares", token, cancel))["shares"]![0]!;
        return new Prototype(
            copies["slots"]!.AsArray().ToDictionary(static slot => (string)slot!["name"]!, static slot => slot!),
            (string)share["encrypted_dek"]!);
    }

    /// <summary>The body of a call that shares an item.</summary>
    /// <param name="slots">The item's slots.</param>
    /// <param name="recipients">The recipients' sides of connections.</param>
    public string ShareBody(IEnumerable<JsonNode> slots, IEnumerable<JsonNode> recipients)
    {
        var values = slots.Select(slot => (Id: (string)slot["id"]!, Value: SharedValues[(string)slot["name"]!])).Select(static slot => new
        {
            slot_id = slot.Id,
            encrypted_value = (string)slot.Value["encrypted_value"]!,
            encrypted_value_verification_key = (string)slot.Value["encrypted_value_verification_key"]!,
            value_verification_hash = (string)slot.Value["value_verification_hash"]!,
        }).ToList();
        return System.Text.Json.JsonSerializer.Serialize(new
        {
            shares = recipients.Select(recipient => new
            {
                recipient_id = (string)recipient["user_id"]!,
                public_key = (string)recipient["user_public_key"]!,
                encrypted_dek = EncryptedDek,
                keypair_external_id = (string?)recipient["user_keypair_external_id"],
                slot_values = values,
            }),
        });
    }

    /// <summary>The body of a call that changes one slot of an item.</summary>
    public string ChangeBody(JsonNode slot) => System.Text.Json.JsonSerializer.Serialize(new
    {
        item = new { slots_attributes = new[] { new { id = (string)slot["id"]!, encrypted_value = (string)SharedValues[(string)slot["name"]!]["encrypted_value"]! } } },
    });

    public override string ToString() => $"a share of {SharedValues.Count} values";
}
