using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Meeco.Server.Shares;

/// <summary>Packs a share's values into one column as UTF-8 JSON: one row read serves the whole copy.</summary>
internal sealed class SharedValuesConverter() : ValueConverter<IReadOnlyList<SharedValue>, byte[]>(
    values => JsonSerializer.SerializeToUtf8Bytes(values, SharedValuesJson.Default.IReadOnlyListSharedValue),
    packed => new PackedValues(packed));

/// <summary>Values that are unpacked when somebody looks at them: most who read a share replace them, or want its terms.</summary>
internal sealed class PackedValues(byte[] packed) : IReadOnlyList<SharedValue>
{
    private IReadOnlyList<SharedValue>? _values;

    public int Count => Values.Count;

    public SharedValue this[int index] => Values[index];

    private IReadOnlyList<SharedValue> Values =>
        _values ??= JsonSerializer.Deserialize(packed, SharedValuesJson.Default.IReadOnlyListSharedValue) ?? [];

    public IEnumerator<SharedValue> GetEnumerator() => Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The list is replaced as a whole, so being the same object is being unchanged.</summary>
internal sealed class SharedValuesComparer() : ValueComparer<IReadOnlyList<SharedValue>>(
    (one, other) => ReferenceEquals(one, other),
    values => values.Count,
    values => values);

[JsonSerializable(typeof(IReadOnlyList<SharedValue>))]
internal sealed partial class SharedValuesJson : JsonSerializerContext;
