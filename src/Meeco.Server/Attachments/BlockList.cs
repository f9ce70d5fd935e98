using System.Xml;
using Meeco.Server.Http;

namespace Meeco.Server.Attachments;

/// <summary>Reads the list that completes an upload: Azure's <c>&lt;BlockList&gt;&lt;Latest&gt;id&lt;/Latest&gt;…</c>.</summary>
internal static class BlockList
{
    private static readonly HashSet<string> Entries = ["Latest", "Uncommitted", "Committed"];

    /// <summary>The ids in their order. The body itself is bounded by the limit on requests.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="most">How many ids there may be.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">400: it is no such list. 422: it is too long.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(Stream body, int most, CancellationToken cancel)
    {
        var settings = new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(body, settings);
            return await ReadAsync(reader, most, cancel);
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(XmlReader reader, int most, CancellationToken cancel)
    {
        if (await reader.MoveToContentAsync() != XmlNodeType.Element || reader.LocalName != nameof(BlockList))
        {
            throw Malformed();
        }

        var blockIds = new List<string>();
        await reader.ReadAsync();
        while (!reader.EOF)
        {
            cancel.ThrowIfCancellationRequested();
            if (reader.NodeType != XmlNodeType.Element)
            {
                await reader.ReadAsync();
                continue;
            }

            if (!Entries.Contains(reader.LocalName))
            {
                throw Malformed();
            }

            if (blockIds.Count == most)
            {
                throw Refuse.Invalid("blocklist", $"A file has at most {most} blocks.");
            }

            blockIds.Add((await reader.ReadElementContentAsStringAsync()).Trim());
        }

        return blockIds;
    }

    private static RefusedException Malformed() => Refuse.BadRequest("blocklist", "The body is no list of blocks in XML.");
}
