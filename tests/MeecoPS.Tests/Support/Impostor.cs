using System.Reflection;
using System.Reflection.Emit;

namespace MeecoPS.Tests.Support;

/// <summary>An assembly that has the name of a library of the module's, another version and nothing in it.</summary>
internal static class Impostor
{
    /// <summary>Writes the assembly into a folder.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder, string library)
    {
        var name = new AssemblyName(library) { Version = new Version(99, 0, 0, 0) };
        var assembly = new PersistedAssemblyBuilder(name, typeof(object).Assembly);
        assembly.DefineDynamicModule(library);
        var path = Path.Combine(folder, library + ".dll");
        assembly.Save(path);
        return path;
    }
}
