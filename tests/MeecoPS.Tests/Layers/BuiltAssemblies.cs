using System.Reflection;
using System.Runtime.Loader;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Layers;

/// <summary>The assemblies as the build left them in out/, loaded apart from the tests' own.</summary>
internal sealed class BuiltAssemblies : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    private BuiltAssemblies(string mainAssembly)
        : base(isCollectible: true) => _resolver = new AssemblyDependencyResolver(mainAssembly);

    /// <summary>Loads an assembly of out/MeecoPS or out/Meeco.Server.</summary>
    public static Assembly Load(string name) =>
        name == "Meeco.Server"
            ? LoadFrom(Path.Combine(Repository.Server, "Meeco.Server.dll"), name)
            : LoadFrom(Path.Combine(Repository.Module, "bin", "MeecoPS.dll"), name);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    private static Assembly LoadFrom(string mainAssembly, string name) =>
        new BuiltAssemblies(mainAssembly).LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(mainAssembly)!, name + ".dll"));
}
