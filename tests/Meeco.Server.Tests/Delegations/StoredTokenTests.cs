using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Delegations;

/// <summary>Tokens that are shown again stand in no table: neither as they are, nor inside of what was signed with them.</summary>
public sealed class StoredTokenTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_token_of_a_delegation_or_an_invitation_stands_readable_in_any_table()
    {
        var (owner, one, parent) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var made = await Delegating.DelegateAsync(owner, one);
        (await Delegating.RecordAsync(one, made.Token)).Should(200)["delegation"]!["delegate_signature"]!.GetValue<string>()
            .Should().Be(Delegating.Sign(one, made.Token));

        var connected = Delegating.Id((await Story.ConnectAsync(owner, parent))["the_other_user"]!);
        var offered = await Delegating.TokenAsync(owner);
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connected, offered))).Should(201);
        var waiting = (await owner.Vault.PostAsync("/invitations", Story.InvitationRequest(owner))).Should(200)["invitation"]!;
        var child = (await parent.Vault.PostAsync("/child_users", new JsonObject
        {
            ["parent_public_key_for_connection"] = new JsonObject { ["pem"] = parent.PublicKey },
            ["child_public_key_for_connection"] = new JsonObject { ["pem"] = one.PublicKey },
        })).Should(200)["connection_from_parent_to_child"]!["the_other_user"]!;

        var stored = await ReadAllAsync();

        stored.Should().Contain(one.PublicKey, "every table is looked through");
        foreach (var token in new[] { made.Token, offered, Text(waiting, "token"), Text(child, "delegation_token") })
        {
            // As it is, and as what was signed: a signed value holds it in base64.
            stored.Should().NotContain(token).And.NotContain(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token)));
        }
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private async Task<string> ReadAllAsync()
    {
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        await db.Database.OpenConnectionAsync(Cancel);
        var found = new StringBuilder();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var row = await command.ExecuteReaderAsync(Cancel);
            while (await row.ReadAsync(Cancel))
            {
                var values = new object[row.FieldCount];
                row.GetValues(values);
                found.AppendJoin('\n', values.Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value)).AppendLine();
            }
        }

        return found.ToString();
    }
}
