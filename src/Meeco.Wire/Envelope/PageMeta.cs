using System.Text.Json.Serialization;

namespace Meeco.Wire;

/// <summary>The member <c>meta</c> of a list, which the two generations of clients want in two shapes.</summary>
/// <param name="Report">How the page was cut.</param>
/// <param name="AsList">
/// Whether it is written as a list of one report, for requests that carry <see cref="WireHeaders.ApiVersion"/>; else it
/// is written as the report itself. Both are read.
/// </param>
[JsonConverter(typeof(PageMetaConverter))]
public sealed record PageMeta(CollectionReport Report, bool AsList);
