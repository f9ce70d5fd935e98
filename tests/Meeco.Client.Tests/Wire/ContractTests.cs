using System.Text;
using System.Text.Json;
using Meeco.Wire;

namespace Meeco.Client.Tests.Wire;

/// <summary>The JSON of the contract, member by member: what stands in contract.txt is what other clients were made for.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Every_body_has_the_members_that_are_written_down()
    {
        using var stream = typeof(ContractTests).Assembly.GetManifestResourceStream("contract.txt")!;
        using var reader = new StreamReader(stream);

        Describe().Should().Be(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_answer_writes_every_member_and_a_request_leaves_nulls_out()
    {
        var request = new PostItemSharesRequest { Shares = [new() { RecipientId = "1" }] };

        JsonSerializer.Serialize(request, WireJson.ForRequests.PostItemSharesRequest)
            .Should().Be("""{"shares":[{"recipient_id":"1"}]}""");
        JsonSerializer.Serialize(new VersionResponse { Component = new() { ApiVersion = "39.6.1", Name = "vault" } },
            WireJson.ForResponses.VersionResponse)
            .Should().Be("""{"component":{"api_version":"39.6.1","name":"vault","server":null}}""");
    }

    [Fact]
    public void Absent_and_null_are_told_apart_where_they_differ()
    {
        var request = JsonSerializer.Deserialize(
            """{"item":{"slots_attributes":[{"name":"a"},{"name":"b","encrypted_value":null},{"name":"c","encrypted_value":"x"}]}}""",
            WireJson.ForResponses.PutItemsRequest)!;

        var slots = request.Item!.SlotsAttributes!;
        slots.Select(slot => slot.EncryptedValue.IsPresent).Should().Equal(false, true, true);
        slots.Select(slot => slot.EncryptedValue.Value).Should().Equal(null, null, "x");
        JsonSerializer.Serialize(request, WireJson.ForRequests.PutItemsRequest).Should().Be(
            """{"item":{"slots_attributes":[{"name":"a"},{"name":"b","encrypted_value":null},{"name":"c","encrypted_value":"x"}]}}""");
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05.678Z")]
    [InlineData("2026-01-02T03:04:05.678")]
    [InlineData("2026-01-02T05:04:05.678+02:00")]
    public void Every_form_of_ISO_8601_is_read_and_UTC_with_milliseconds_is_written(string written)
    {
        var read = JsonSerializer.Deserialize($$"""{"valid_till":"{{written}}"}""", WireJson.ForRequests.KeystoreSessionValidity)!;

        JsonSerializer.Serialize(read, WireJson.ForResponses.KeystoreSessionValidity)
            .Should().Be("""{"valid_till":"2026-01-02T03:04:05.678Z"}""");
    }

    [Theory]
    [InlineData("\"11/22/2026\"")]
    [InlineData("\"soon\"")]
    [InlineData("1700000000")]
    [InlineData("null")]
    public void Any_other_time_is_refused(string written)
    {
        var reading = () => JsonSerializer.Deserialize($$"""{"valid_till":{{written}}}""", WireJson.ForRequests.KeystoreSessionValidity);

        reading.Should().Throw<JsonException>();
    }

    [Fact]
    public void Meta_is_written_in_the_shape_that_the_caller_wants_and_read_in_both()
    {
        var report = new CollectionReport { PerPage = 200 };

        foreach (var asList in new[] { true, false })
        {
            var json = JsonSerializer.Serialize(
                new ConnectionsResponse { Meta = new PageMeta(report, asList) }, WireJson.ForResponses.ConnectionsResponse);
            using var parsed = JsonDocument.Parse(json);
            parsed.RootElement.GetProperty("meta").ValueKind.Should().Be(asList ? JsonValueKind.Array : JsonValueKind.Object);
            JsonSerializer.Deserialize(json, WireJson.ForRequests.ConnectionsResponse)!.Meta!.Report.PerPage.Should().Be(200);
        }
    }

    [Fact]
    public void What_clients_send_in_odd_types_is_read()
    {
        var request = JsonSerializer.Deserialize(
            """{"expires_in":3,"invitation":{"multistep_workflow":false,"unknown":[1]},"unknown":{}}""",
            WireJson.ForResponses.PostInvitationsRequest)!;

        request.ExpiresIn.Should().Be(3);
        request.Invitation!.MultistepWorkflow.Should().Be("false");
    }

    [Fact]
    public void A_null_in_a_list_is_refused()
    {
        var reading = () => JsonSerializer.Deserialize("""{"shares":[null]}""", WireJson.ForResponses.PutSharesRequest);

        reading.Should().Throw<JsonException>();
    }

    [Fact]
    public void Bodies_that_hold_a_secret_do_not_show_it() =>
        new PostConnectionsConnection { InvitationToken = "the-token" }.ToString().Should().NotContain("the-token");

    [Theory]
    [InlineData("\"7\"", 7)]
    [InlineData("7", 7)]
    public void Versions_are_read_from_entity_tags(string tag, long version)
    {
        VersionTag.TryParse(tag, out var read).Should().BeTrue();

        read.Should().Be(version);
        VersionTag.Format(version).Should().Be("\"7\"");
        VersionTag.TryParse("W/x", out _).Should().BeFalse();
    }

    private static string Describe()
    {
        var bodies = typeof(WireJsonContext).Assembly.GetExportedTypes()
            .Where(type => type.GetMethod("<Clone>$") is not null && type != typeof(PageMeta))
            .OrderBy(type => type.Name, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var body in bodies)
        {
            var members = WireJson.ForResponses.GetTypeInfo(body)!.Properties;
            text.Append(body.Name).Append(": ").AppendJoin(' ', members.Select(member => member.Name)).Append('\n');
        }

        return text.ToString();
    }
}
