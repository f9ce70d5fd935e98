# What Export-MeecoSession and Import-MeecoSession use of Microsoft.PowerShell.SecretManagement 1.1, by the same names, parameters
# and error ids, with vaults in memory.
$script:vaults = @{ Personal = @{}; Locked = $null }

function Get-Vault($cmdlet, $vault) {
    if ($null -ne $script:vaults[$vault]) {
        return , $script:vaults[$vault]
    }

    $cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
        [System.InvalidOperationException]::new("The vault $vault is locked."), 'Locked', 'InvalidOperation', $null))
}

function Get-SecretVault {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string[]] $Name)
    foreach ($vault in $script:vaults.Keys) {
        [pscustomobject] @{ Name = $vault }
    }
}

function Set-Secret {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory, Position = 1)] [securestring] $SecureStringSecret,
        [Parameter(Position = 2)] [string] $Vault,
        [switch] $NoClobber)
    $place = Get-Vault $PSCmdlet $Vault
    if ($NoClobber -and $place.ContainsKey($Name)) {
        $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
            [System.InvalidOperationException]::new("A secret with name $Name already exists in vault $Vault."),
            'SetSecretCommandAlreadyExistsWithNoClobber', 'ResourceExists', $null))
    }

    if ($PSCmdlet.ShouldProcess($Vault, 'Write secret to vault')) {
        $place[$Name] = $SecureStringSecret.Copy()
    }
}

function Get-Secret {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [string] $Name, [Parameter(Position = 1)] [string] $Vault)
    $place = Get-Vault $PSCmdlet $Vault
    if (-not $place.ContainsKey($Name)) {
        $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            [System.Management.Automation.ItemNotFoundException]::new("The secret $Name was not found."), 'GetSecretNotFound', 'ObjectNotFound', $null))
        return
    }

    $secret = $place[$Name]
    if ($secret -is [securestring]) { $secret.Copy() } else { $secret }
}

function Set-Raw($Vault, $Name, $Value) {
    $script:vaults[$Vault][$Name] = $Value
}
