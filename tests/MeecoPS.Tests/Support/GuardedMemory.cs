using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MeecoPS.Tests.Support;

/// <summary>Finds the memory of libsodium's that an object of the module holds on to, directly or by others.</summary>
internal static class GuardedMemory
{
    /// <summary>The handles, each once.</summary>
    public static IReadOnlyCollection<SafeHandle> ReachableFrom(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var found = new List<SafeHandle>();
        var waiting = new Stack<object>([root]);
        while (waiting.TryPop(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            if (next is SafeHandle handle)
            {
                found.Add(handle);
                continue;
            }

            if (next is IEnumerable items and not string)
            {
                PushAll(items.Cast<object?>());
            }
            else
            {
                PushAll(FieldsOf(next));
            }
        }

        return found;

        void PushAll(IEnumerable<object?> values)
        {
            foreach (var value in values.Where(value => value is not null && IsOurs(value.GetType())))
            {
                waiting.Push(value!);
            }
        }
    }

    private static IEnumerable<object?> FieldsOf(object value)
    {
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                yield return field.GetValue(value);
            }
        }
    }

    private static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name is { } name
        && (name.StartsWith("Meeco", StringComparison.Ordinal) || name.StartsWith("NSec", StringComparison.Ordinal));
}
