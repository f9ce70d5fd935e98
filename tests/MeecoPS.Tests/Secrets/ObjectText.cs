using System.Collections;
using System.Management.Automation;

namespace MeecoPS.Tests.Secrets;

/// <summary>
/// Everything that can be got to see of an object: what <c>ToString</c>, <c>Format-List *</c>, <c>ConvertTo-Json</c> and
/// <c>Export-Clixml</c> show. The last is the engine's own serializer; the others read every property, as is done here.
/// </summary>
internal static class ObjectText
{
    private const int Depth = 4;
    private const int SerializedDepth = 2;

    public static IEnumerable<string> Of(PSObject? value)
    {
        if (value is null)
        {
            yield break;
        }

        yield return PSSerializer.Serialize(value, SerializedDepth);
        foreach (var text in Walk(value, Depth))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Walk(object? value, int depth)
    {
        if (value is null || depth == 0)
        {
            yield break;
        }

        yield return value.ToString() ?? string.Empty;
        var inner = value is PSObject wrapped ? wrapped.BaseObject : value;
        var parts = inner switch
        {
            string => [],
            IEnumerable list => list.Cast<object?>(),
            _ when IsOurs(inner) => PSObject.AsPSObject(value).Properties.Select(Read),
            _ => [],
        };
        foreach (var text in parts.SelectMany(part => Walk(part, depth - 1)))
        {
            yield return text;
        }
    }

    // What else comes out, such as a file with its folder with its folder, holds nothing that the serializer would not show.
    private static bool IsOurs(object value) =>
        value is PSCustomObject || value.GetType().Namespace?.StartsWith("Meeco", StringComparison.Ordinal) == true;

    private static object? Read(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException fault)
        {
            return fault.ToString();
        }
    }
}
