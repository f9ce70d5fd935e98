using System.Reflection;

namespace MeecoPS.Tests.Layers;

/// <summary>What a type shows to those who use or inherit from it.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Each type that the public signatures of an assembly name, with the place where it is named.</summary>
    public static IEnumerable<(string Place, Type Type)> Of(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Of);

    /// <summary>Each type that the visible signatures of one type name, with the place where it is named.</summary>
    public static IEnumerable<(string Place, Type Type)> Of(Type type)
    {
        var ofType = Bases(type).Concat(Constraints(type)).Concat(Attributes(type)).Select(named => (type.FullName!, named));
        var ofMembers = type.GetMembers(Declared)
            .Where(IsVisible)
            .SelectMany(member => Signature(member).Concat(Attributes(member)).Select(named => ($"{type.FullName}.{member.Name}", named)));
        return ofType.Concat(ofMembers).SelectMany(found => Parts(found.Item2).Select(part => (found.Item1, part)));
    }

    private static Type[] Bases(Type type) => type.BaseType is { } parent ? [parent, .. type.GetInterfaces()] : type.GetInterfaces();

    private static IEnumerable<Type> Signature(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType, .. property.GetIndexParameters().Select(parameter => parameter.ParameterType)],
        EventInfo { EventHandlerType: { } handler } => [handler],
        MethodInfo method => [method.ReturnType, .. Parameters(method), .. method.GetGenericArguments().SelectMany(Constraints)],
        ConstructorInfo constructor => Parameters(constructor),
        _ => [],
    };

    private static IEnumerable<Type> Parameters(MethodBase method) =>
        method.GetParameters().SelectMany(parameter => Attributes(parameter).Prepend(parameter.ParameterType));

    private static IEnumerable<Type> Constraints(Type type) =>
        type.IsGenericParameter
            ? type.GetGenericParameterConstraints()
            : type.GetGenericArguments().Where(argument => argument.IsGenericParameter).SelectMany(Constraints);

    private static IEnumerable<Type> Attributes(ICustomAttributeProvider provider)
    {
        var attributes = provider switch
        {
            MemberInfo member => member.GetCustomAttributesData(),
            ParameterInfo parameter => parameter.GetCustomAttributesData(),
            _ => [],
        };
        return attributes.SelectMany(attribute => attribute.ConstructorArguments
            .Concat(attribute.NamedArguments.Select(argument => argument.TypedValue))
            .Select(argument => argument.Value)
            .OfType<Type>()
            .Prepend(attribute.AttributeType));
    }

    // List<Dictionary<A, B[]>> is made of itself, Dictionary<,>, A and B.
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type)
        : [type];

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo @event => IsVisible(@event.AddMethod!),
        _ => false,
    };
}
