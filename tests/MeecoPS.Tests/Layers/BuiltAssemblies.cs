using System.Reflection;
using System.Runtime.Loader;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Layers;

/// <summary>The assemblies as they are installed, loaded apart from the tests' own.</summary>
internal sealed class BuiltAssemblies : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    private BuiltAssemblies(string mainAssembly)
        : base(isCollectible: true) => _resolver = new AssemblyDependencyResolver(mainAssembly);

    /// <summary>Loads an assembly of the module or of the server.</summary>
    public static Assembly Load(string name) =>
        name == "Meeco.Server"
            ? LoadFrom(Path.Combine(Installation.Server, "Meeco.Server.dll"), name)
            : LoadFrom(Path.Combine(Installation.Module, "bin", "MeecoPS.dll"), name);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    private static Assembly LoadFrom(string mainAssembly, string name) =>
        new BuiltAssemblies(mainAssembly).LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(mainAssembly)!, name + ".dll"));
}
