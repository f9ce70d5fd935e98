using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Meeco.Server.Storage;

/// <summary>Times are kept as milliseconds since 1970: the wire's precision, and every provider can order and compare them.</summary>
internal sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
