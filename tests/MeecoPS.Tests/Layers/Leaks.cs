using System.ComponentModel;
using System.Text.Json;

namespace MeecoPS.Tests.Layers;

/// <summary>Types that show a type of System.Text.Json in each way a type can show another.</summary>
public static class Leaks
{
    public class ThroughBase : JsonException;

    public class ThroughField
    {
        public static readonly IReadOnlyList<JsonElement[]> Field = [];
    }

    public class ThroughProtectedProperty
    {
        protected JsonElement? Property { get; set; }
    }

    public class ThroughParameter
    {
        public static void Method(ref JsonElement parameter) => parameter = default;
    }

    public class ThroughGenericConstraint<T>
        where T : JsonException;

    [TypeConverter(typeof(JsonElement))]
    public class ThroughAnnotation;

    public class ThroughEvent
    {
        public event EventHandler<JsonElement>? Raised;

        public void Raise() => Raised?.Invoke(this, default);
    }

    public class None
    {
        private readonly JsonElement _field = JsonDocument.Parse("null").RootElement;

        public bool IsNull => _field.ValueKind == JsonValueKind.Null;

        internal JsonElement Field => _field;
    }
}
