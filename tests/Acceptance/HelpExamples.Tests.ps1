#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Every example of every help page, in order, each page against a fresh server as about_MeecoExamples describes it.
# MeecoPS.Tests runs those pages too that need no more than the bare engine; what needs the shell's own cmdlets is run here alone.
BeforeDiscovery {
    $docs = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'docs', 'en-US'))
    $pages = foreach ($page in Get-ChildItem $docs -Filter *.md) {
        $text = [System.IO.File]::ReadAllText($page.FullName).ReplaceLineEndings("`n")
        $form = '(?ms)^### (?<title>Example \d+: [^\n]+)\n\n```powershell\n(?<code>.*?)\n```\n(\n```output\n(?<output>.*?)\n```\n)?'
        $examples = foreach ($match in [regex]::Matches($text, $form)) {
            @{
                Title    = $match.Groups['title'].Value
                Code     = $match.Groups['code'].Value
                Expected = $match.Groups['output'].Success ? $match.Groups['output'].Value : $null
            }
        }
        @{ Name = $page.BaseName; Examples = @($examples) }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $Manifest -Force
    $PSStyle.OutputRendering = 'PlainText'
    $WarningPreference = 'SilentlyContinue'

    # The topic's own lines make the story, once; each page starts on a copy of it, which spares making key pairs again.
    $topic = Get-Content (Join-Path $Output 'MeecoPS' 'en-US' 'about_MeecoExamples.help.txt') -Raw
    $lines = [regex]::Match($topic, '(?ms)^      \$server = .*?(?=^    \S)').Value
    . ([scriptblock]::Create($lines))
    $secrets = $alice, $bob, $carlos | ForEach-Object { Get-MeecoAccountSecret -Session $_ }
    $prepared = Join-Path $TestDrive 'prepared'
    Copy-Item $server.Path $prepared -Recurse
    Stop-MeecoServer
    Get-MeecoSession | Disconnect-Meeco -ErrorAction Ignore
}

AfterAll {
    Remove-Module MeecoPS
}

Describe 'The examples of <Name>' -ForEach $pages {
    BeforeAll {
        $folder = Join-Path $TestDrive $Name
        Copy-Item $prepared $folder -Recurse

        # A scope that outlives each example, so that the next may go on from it.
        $reader = New-Module -ArgumentList $folder, $secrets, $passphrase, $organization, $service {
            param($folder, $secrets, $passphrase, $organization, $service)
            $server = Start-MeecoServer -Path $folder
            $carlos, $bob, $alice = $secrets[2, 1, 0] | ForEach-Object { Connect-Meeco -Secret $_ -Passphrase $passphrase }
            $item = Get-MeecoItem DeLorean
            $ErrorActionPreference = 'Stop'
            $WarningPreference = 'SilentlyContinue'
        }
    }

    AfterAll {
        Get-MeecoSession | Disconnect-Meeco -ErrorAction Ignore
        Stop-MeecoServer
    }

    It '<Title>' -ForEach $Examples {
        if ($Title.EndsWith('(interactive)')) {
            Set-ItResult -Skipped -Because 'it asks a question at the host'
            return
        }

        $shown = . $reader ([scriptblock]::Create($Code)) | Out-String -Width 100
        if ($null -ne $Expected) {
            ($shown -split '\r?\n').TrimEnd() -join "`n" | ForEach-Object Trim "`n" | Should -BeExactly $Expected
        }
    }
}
