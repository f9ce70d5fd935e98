#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Microsoft.PowerShell.PlatyPS'; ModuleVersion = '1.0' }

<#
.SYNOPSIS
Makes Module/en-US/MeecoPS.dll-Help.xml, which Get-Help reads, from the pages in docs/en-US.

.DESCRIPTION
PlatyPS leaves the code of the examples in their text, with Markdown around it. Here it goes where Get-Help shows code,
and links to other pages become their bare names, which Get-Help can look up. The hash of each page goes into the file,
so that a test can tell when one was changed and this script was not run.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$properties = [xml]::new()
$properties.Load((Join-Path $PSScriptRoot '../Directory.Build.props'))
$online = "$($properties.SelectSingleNode('//PackageProjectUrl').InnerText)/blob/main/docs/en-US"

$pages = Get-ChildItem (Join-Path $PSScriptRoot 'en-US') -Filter *.md | Sort-Object { $_.Name } -Culture ''
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "MeecoPS help $(New-Guid)"
try {
    $made = $pages | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder $folder
    $help = [xml]::new()
    $help.Load($made.FullName)
}
finally {
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}

# Lines that end only because the page is not wider become one; lists and blank lines stay.
function Join-Lines([string] $Text) {
    $Text -replace '(?<=\S)\n(?!\n|- )\s*', ' '
}

$names = [System.Xml.XmlNamespaceManager]::new($help.NameTable)
$names.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
$names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
$names.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')

foreach ($paragraph in $help.SelectNodes('//maml:para[not(ancestor::command:example)]', $names)) {
    $paragraph.InnerText = Join-Lines $paragraph.InnerText
}

foreach ($example in $help.SelectNodes('//command:example', $names)) {
    $introduction = $example.SelectSingleNode('maml:introduction', $names)
    $text = ($introduction.SelectNodes('maml:para', $names).InnerText | Where-Object { $_ -ne "`u{80}" }) -join "`n`n"
    if ($text -notmatch '(?s)\A```powershell\n(?<code>.*?)\n```\s*(```output\n(?<output>.*?)\n```\s*)?(?<prose>.*)\z') {
        throw "An example is not code, perhaps output, perhaps prose: $text"
    }

    $parts = $Matches

    $introduction.RemoveAll()
    $example.SelectSingleNode('dev:code', $names).InnerText = $parts.code
    $remarks = $example.SelectSingleNode('dev:remarks', $names)
    foreach ($text in $parts['output'], (Join-Lines $parts['prose'])) {
        if ($text) {
            $paragraph = $remarks.AppendChild($help.CreateElement('maml', 'para', $names.LookupNamespace('maml')))
            $paragraph.InnerText = "$text`n"
        }
    }
}

foreach ($address in $help.SelectNodes('//maml:navigationLink/maml:uri', $names)) {
    # The first link is what Get-Help -Online opens.
    $address.InnerText = if ($address.PreviousSibling.InnerText -eq 'Online Version') {
        $name = $address.SelectSingleNode('ancestor::command:command/command:details/command:name', $names).InnerText
        "$online/$name.md"
    }
}

foreach ($page in $pages) {
    $content = [System.IO.File]::ReadAllText($page.FullName).ReplaceLineEndings("`n")
    $hash = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($content))
    $comment = $help.CreateComment(" $($page.Name) $([Convert]::ToHexStringLower($hash)) ")
    $null = $help.DocumentElement.AppendChild($comment)
}

$settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
$path = Join-Path $PSScriptRoot '../Module/en-US/MeecoPS.dll-Help.xml'
$writer = [System.Xml.XmlWriter]::Create($path, $settings)
try {
    $help.Save($writer)
}
finally {
    $writer.Dispose()
}

[System.IO.File]::AppendAllText($path, "`n")
"$($pages.Count) pages went into $([System.IO.Path]::GetFullPath($path))."
