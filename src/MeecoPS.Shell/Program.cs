using System.Management.Automation;
using System.Management.Automation.Runspaces;

var module = Path.Combine(AppContext.BaseDirectory, "../../../../../out/MeecoPS/MeecoPS.psd1");
var state = InitialSessionState.CreateDefault2();
state.ImportPSModule([Path.GetFullPath(module)]);
using var runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
using var shell = PowerShell.Create(runspace);
foreach (var line in shell.AddScript(args.Length > 1 ? args[1] : "Get-Module").Invoke())
{
    Console.WriteLine(line);
}

foreach (var error in shell.Streams.Error)
{
    Console.Error.WriteLine(error);
}

return shell.HadErrors ? 1 : 0;
