using System.Globalization;
using System.Management.Automation;

namespace MeecoPS.Pipeline;

/// <summary>
/// Reads a point in time the same way on every machine: a date or time without a zone is UTC, never the zone of the computer.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UtcInstantAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            DateTimeOffset instant => instant.ToUniversalTime(),
            DateTime { Kind: DateTimeKind.Unspecified } time => new DateTimeOffset(time, TimeSpan.Zero),
            DateTime time => new DateTimeOffset(time).ToUniversalTime(),
            string text when DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var instant) => instant,
            string text => throw new ArgumentTransformationMetadataException(
                $"'{text}' is not a date or time. Write it as 2027-01-31 (UTC) or 2027-01-31T18:00:00+10:00."),
            _ => inputData,
        };
}
