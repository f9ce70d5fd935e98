using System.Reflection;
using System.Runtime.Loader;

namespace MeecoPS.Loader;

/// <summary>
/// The load context that keeps the module's dependencies apart from whatever the PowerShell session has loaded,
/// so that another version of YamlDotNet or Polly in the same process does no harm.
/// </summary>
public sealed class LoadContext : AssemblyLoadContext
{
    // One for the process, as its assemblies are: neither can be unloaded.
    private static readonly Lock Gate = new();
    private static LoadContext? _current;

    private readonly AssemblyDependencyResolver _resolver;
    private readonly Assembly _module;

    private LoadContext(string modulePath)
        : base("MeecoPS")
    {
        ModulePath = modulePath;
        _resolver = new AssemblyDependencyResolver(modulePath);
        _module = LoadFromAssemblyPath(modulePath);
    }

    /// <summary>The full path of the MeecoPS.dll that this process uses.</summary>
    public string ModulePath { get; }

    /// <summary>
    /// Loads the module's assembly once per process.
    /// </summary>
    /// <param name="modulePath">The full path of MeecoPS.dll; its deps.json must lie beside it.</param>
    /// <returns>The assembly that holds the cmdlets.</returns>
    /// <exception cref="FileNotFoundException">There is no file at that path.</exception>
    /// <exception cref="InvalidOperationException">Another copy of the module is in use in this process already.</exception>
    public static Assembly Initialize(string modulePath)
    {
        var path = Path.GetFullPath(modulePath);
        lock (Gate)
        {
            _current ??= new LoadContext(path);
            var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
            if (!string.Equals(_current.ModulePath, path, comparison))
            {
                // The types of one copy do not fit the other's, and the first copy cannot be unloaded.
                throw new InvalidOperationException(
                    $"This process already uses MeecoPS from '{_current.ModulePath}'. Start a new PowerShell to use the copy at '{path}'.");
            }

            return _current._module;
        }
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = _resolver.ResolveAssemblyToPath(assemblyName);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    /// <inheritdoc />
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        // Without this NSec cannot find libsodium under runtimes/<rid>/native.
        var path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }
}
