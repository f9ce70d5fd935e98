using Meeco.Server.Tests.Rules;

namespace Meeco.Client.Tests.Http;

public sealed class PagingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("8.10")]
    public async Task Cursors_are_followed_to_the_end()
    {
        var asked = new List<string?>();

        var pages = await Pages(asked, new() { [""] = "a", ["a"] = "b", ["b"] = null }).ToListAsync(Cancel);

        asked.Should().Equal(null, "a", "b");
        pages.Should().Equal("", "a", "b");
    }

    [Fact]
    public async Task An_empty_cursor_is_the_end()
    {
        var asked = new List<string?>();

        await Pages(asked, new() { [""] = "" }).ToListAsync(Cancel);

        asked.Should().Equal([null]);
    }

    [Fact]
    public async Task Whoever_stops_early_reads_no_further_page()
    {
        var asked = new List<string?>();

        await Pages(asked, new() { [""] = "a", ["a"] = "b", ["b"] = null }).FirstAsync(Cancel);

        asked.Should().Equal([null]);
    }

    [Fact]
    public async Task A_server_that_goes_round_in_circles_is_left()
    {
        var reading = () => Pages([], new() { [""] = "a", ["a"] = "b", ["b"] = "a" }).ToListAsync(Cancel).AsTask();

        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("UnexpectedAnswer");
    }

    private static IAsyncEnumerable<string> Pages(List<string?> asked, Dictionary<string, string?> next) =>
        Paging.PagesAsync(
            (cursor, _) =>
            {
                asked.Add(cursor);
                return Task.FromResult(cursor ?? "");
            },
            page => next[page],
            Cancel);
}
