using System.Management.Automation.Runspaces;
using System.Runtime.Loader;
using Meeco.Tests.Shared;

namespace MeecoPS.Tests.Hosting;

/// <summary>
/// Gives the module of a runspace the stored key pairs, each once in a run, since no two users of a server have the same.
/// Real ones are made when they are used up, and always in the processes of their own in which examples and guides are run.
/// </summary>
internal static class StoredPairs
{
    private const string Module = "MeecoPS";

    private static int _taken;

    public static void GiveTo(Runspace runspace)
    {
        // The module's types are in a load context of their own, out of reach of whoever does not go and look for them.
        var store = AssemblyLoadContext.All.Single(context => context.Name == Module)
            .Assemblies.Single(assembly => assembly.GetName().Name == Module)
            .GetType("MeecoPS.Sessions.RunspaceStore", throwOnError: true)!;
        var state = store.GetMethod("Of")!.Invoke(null, [runspace]);
        store.GetMethod("TakeKeyPairsFrom")!.Invoke(state, [(Func<string?>)Next]);
    }

    private static string? Next()
    {
        var number = Interlocked.Increment(ref _taken);
        return number <= TestKeys.Count ? TestKeys.PrivatePem(number) : null;
    }
}
