# Dot-sourced by every file here: the built module, and a way to run a script in a PowerShell of its own.
$ErrorActionPreference = 'Stop'
$script:Output = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out'))
$script:Manifest = Join-Path $Output 'MeecoPS' 'MeecoPS.psd1'

function ConvertTo-Passphrase {
    param([string] $Text)
    ConvertTo-SecureString -String $Text -AsPlainText -Force
}

function Invoke-FreshShell {
    param([string] $Script)
    $powershell = (Get-Process -Id $PID).Path
    & $powershell -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; $Script"
}
