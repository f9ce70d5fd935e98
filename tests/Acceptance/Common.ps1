# Dot-sourced by every file here: the module out of the newest package that was built, the server out of its zip file
# beside it, and a way to run a script in a PowerShell of its own.
$ErrorActionPreference = 'Stop'
$script:Built = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out'))
$script:Output = Join-Path $Built 'installed'
$script:Manifest = Join-Path $Output 'MeecoPS' 'MeecoPS.psd1'
$script:Package = Get-ChildItem $Built -Filter 'MeecoPS.*.nupkg' -Recurse -Depth 1 | Sort-Object LastWriteTime | Select-Object -Last 1

function Install-Package {
    # Once for a package, however many files dot-source this.
    $mark = Join-Path $Output $Package.LastWriteTimeUtc.Ticks
    if (Test-Path $mark) {
        return
    }

    Remove-Item $Output -Recurse -Force -ErrorAction Ignore
    $server = Join-Path $Package.DirectoryName ($Package.Name -replace '^MeecoPS\.(.+)\.nupkg$', 'Meeco.Server.$1.zip')
    [System.IO.Compression.ZipFile]::ExtractToDirectory($Package.FullName, (Join-Path $Output 'MeecoPS'))
    [System.IO.Compression.ZipFile]::ExtractToDirectory($server, (Join-Path $Output 'Meeco.Server'))

    # The gallery's client leaves these out: they are the package's own.
    '_rels', 'package', '[Content_Types].xml', 'MeecoPS.nuspec' | ForEach-Object {
        Remove-Item -LiteralPath (Join-Path $Output 'MeecoPS' $_) -Recurse -Force
    }
    $null = New-Item $mark
}

function ConvertTo-Passphrase {
    param([string] $Text)
    ConvertTo-SecureString -String $Text -AsPlainText -Force
}

function Invoke-FreshShell {
    param([string] $Script)
    $powershell = (Get-Process -Id $PID).Path
    & $powershell -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; $Script"
}

Install-Package
