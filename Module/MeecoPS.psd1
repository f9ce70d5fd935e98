@{
    RootModule           = 'MeecoPS.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'c3c8a6f5-5c3e-4d0b-8c53-8a2f0d2f6b41'
    Author               = 'The MeecoPS authors'
    CompanyName          = 'MeecoPS'
    Copyright            = 'The MeecoPS authors. MIT licence.'
    Description          = 'End-to-end encrypted items, shares, on-shares and client tasks of a Meeco vault, from the pipeline.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('MeecoPS.Format.ps1xml')
    TypesToProcess       = @()
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Start-MeecoServer'
        'Stop-MeecoServer'
        'Get-MeecoServer'
        'Get-MeecoEnvironment'
        'Set-MeecoEnvironment'
        'Import-MeecoYaml'
        'Export-MeecoYaml'
        'ConvertFrom-MeecoYaml'
        'ConvertTo-MeecoYaml'
        'New-MeecoUser'
        'Connect-Meeco'
        'Disconnect-Meeco'
        'Get-MeecoUser'
        'Get-MeecoAccountSecret'
        'Get-MeecoSession'
        'Set-MeecoSession'
        'Export-MeecoSession'
        'Import-MeecoSession'
        'Get-MeecoItemTemplate'
        'New-MeecoItemTemplate'
        'Get-MeecoClassification'
        'New-MeecoClassification'
        'New-MeecoItem'
        'Get-MeecoItem'
        'Set-MeecoItem'
        'Remove-MeecoItem'
        'Protect-MeecoItem'
        'Remove-MeecoSlot'
        'New-MeecoInvitation'
        'Get-MeecoInvitation'
        'Approve-MeecoInvitation'
        'Confirm-MeecoInvitation'
        'Deny-MeecoInvitation'
        'Remove-MeecoInvitation'
        'New-MeecoConnection'
        'Get-MeecoConnection'
        'Remove-MeecoConnection'
        'New-MeecoShare'
        'Get-MeecoShare'
        'Approve-MeecoShare'
        'Deny-MeecoShare'
        'Set-MeecoShare'
        'Update-MeecoShare'
        'Remove-MeecoShare'
        'Get-MeecoClientTask'
        'Set-MeecoClientTask'
        'Invoke-MeecoClientTaskBatch'
        'Get-MeecoEvent'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('Meeco', 'Vault', 'Encryption', 'Sharing', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
