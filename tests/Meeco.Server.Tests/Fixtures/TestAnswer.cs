using System.Text.Json.Nodes;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>What the server answered.</summary>
public sealed record TestAnswer
{
    public required int Status { get; init; }

    public required string Text { get; init; }

    public string? ETag { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>A member of the body.</summary>
    public JsonNode? this[string name] => Json[name];

    /// <summary>The first error's code; null when the body is no error body.</summary>
    public string? Error => Text.Length == 0 ? null : Json["errors"]?[0]?["error"]?.GetValue<string>();

    /// <summary>Asserts the status and gives the answer back, for chaining.</summary>
    public TestAnswer Should(int status)
    {
        Status.Should().Be(status, Text);
        return this;
    }

    /// <summary>Asserts a refusal: its status, its code, and that the error body is whole (docs/WIRE.md 1.6).</summary>
    public TestAnswer ShouldRefuse(int status, string code)
    {
        Should(status);
        var error = Json["errors"]![0]!.AsObject();
        error.Select(member => member.Key).Should().BeEquivalentTo(
            "error", "http_code", "message", "requested_language", "message_in_requested_language", "extra_info");
        error["error"]!.GetValue<string>().Should().Be(code, Text);
        error["http_code"]!.GetValue<int>().Should().Be(status);
        error["message"]!.GetValue<string>().Should().NotBeEmpty();
        return this;
    }
}
