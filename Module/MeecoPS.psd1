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
    FormatsToProcess     = @()
    TypesToProcess       = @()
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('Meeco', 'Vault', 'Encryption', 'Sharing', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
