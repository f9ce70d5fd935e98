using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MeecoPS.Sessions;

/// <summary>Runs when the module is removed: zeroes the keys of the runspace's sessions and ends its servers.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Runspace.DefaultRunspace is not null)
        {
            RunspaceStore.Current.Clear();
        }
    }
}
