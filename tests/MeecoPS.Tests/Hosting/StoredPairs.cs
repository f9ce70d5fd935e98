using System.Management.Automation.Runspaces;
using System.Runtime.Loader;
using Meeco.Tests.Shared;

namespace MeecoPS.Tests.Hosting;

/// <summary>
/// Gives the module of a runspace the stored key pairs, each once, since no two users of a server have the same: shells that share a
/// server share them, any other has all of them to itself. Real ones are made when they are used up, and always in the processes
/// of their own in which examples and guides are run.
/// </summary>
/// <param name="taken">How many are taken already.</param>
internal sealed class StoredPairs(int taken = 0)
{
    private const string Module = "MeecoPS";

    private int _taken = taken;

    /// <summary>As many are taken as of these: for a server that begins on a copy of the data of another.</summary>
    public StoredPairs Copy() => new(_taken);

    public void GiveTo(Runspace runspace)
    {
        // The module's types are in a load context of their own, out of reach of whoever does not go and look for them.
        var store = AssemblyLoadContext.All.Single(context => context.Name == Module)
            .Assemblies.Single(assembly => assembly.GetName().Name == Module)
            .GetType("MeecoPS.Sessions.RunspaceStore", throwOnError: true)!;
        var state = store.GetMethod("Of")!.Invoke(null, [runspace]);
        store.GetMethod("TakeKeyPairsFrom")!.Invoke(state, [(Func<string?>)Next]);
    }

    private string? Next()
    {
        var number = Interlocked.Increment(ref _taken);
        return number <= TestKeys.Count ? TestKeys.PrivatePem(number) : null;
    }
}
