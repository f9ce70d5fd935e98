# The loader puts MeecoPS.dll and its dependencies into a load context of their own, so that a session
# which has another version of one of them loaded still imports this module.
# Only the language and Microsoft.PowerShell.Core are used: the engine alone must be able to import it.
$loader = [System.IO.Path]::Combine($PSScriptRoot, 'MeecoPS.Loader.dll')
$module = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'MeecoPS.dll')

if (-not ('MeecoPS.Loader.LoadContext' -as [type])) {
    $null = [System.Reflection.Assembly]::LoadFrom($loader)
}

try {
    $assembly = [MeecoPS.Loader.LoadContext]::Initialize($module)
}
catch {
    # Unwrapped, the message says what to do; thrown, it keeps a module without cmdlets from being imported.
    throw $_.Exception.InnerException
}

$inner = Microsoft.PowerShell.Core\Import-Module -Assembly $assembly -PassThru

# Removing the inner module too lets Import-Module -Force work and runs its clean-up on every cycle.
$ExecutionContext.SessionState.Module.OnRemove = {
    Microsoft.PowerShell.Core\Remove-Module -ModuleInfo $inner -Force
}
