#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'In the shell' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $null = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob = 1..2 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $null = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName 'Bob the Builder'
        Set-MeecoSession $alice
        1..8 | ForEach-Object { [pscustomobject]@{ Label = "Note $_"; Slot = @{ note = "number $_" } } } | New-MeecoItem -Template custom | Out-Null
        $null = New-MeecoItem -Template vehicle -Label DeLorean -Slot @{ licence_plate = 'OUTATIME' }

        function Complete([string] $Line) {
            (TabExpansion2 $Line $Line.Length).CompletionMatches
        }
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    Context 'errors' {
        It 'have an id, a category and the user''s object' {
            $problem = { Get-MeecoItem 'No such item' -ErrorAction Stop } | Should -Throw -PassThru
            $problem.FullyQualifiedErrorId | Should -BeLike 'ItemNotFound*'
            $problem.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            "$($problem.TargetObject)" | Should -Be 'No such item'
        }

        It 'come one for each bad object, and the good ones go on' {
            $bad = [guid]::NewGuid(), [guid]::NewGuid()
            $read = @($bad[0], 'Note 1', $bad[1], 'Note 2' | Get-MeecoItem -ErrorVariable problems -ErrorAction SilentlyContinue)
            $read.Label | Sort-Object | Should -Be 'Note 1', 'Note 2'
            @($problems).TargetObject | Should -Contain $bad[1]
            @($problems).Count | Should -Be 2
        }

        It 'name the ids where a name fits several' {
            $twins = 1..2 | ForEach-Object { New-MeecoItem custom Twin @{ note = 'x' } }
            $problem = { Get-MeecoItem Twin -ErrorAction Stop } | Should -Throw -PassThru
            $problem.FullyQualifiedErrorId | Should -BeLike 'ItemNameAmbiguous*'
            $twins.Id | ForEach-Object { "$problem" | Should -BeLike "*$_*" }
            $twins | Remove-MeecoItem -Confirm:$false
        }

        It 'say that nobody is connected, and what to do' {
            $id, $action = Invoke-FreshShell "
                Import-Module '$Manifest'
                try { Get-MeecoItem } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }"
            $id | Should -BeLike 'NotConnected*'
            $action | Should -BeLike '*Connect-Meeco*'
        }
    }

    Context 'completion' {
        BeforeAll {
            # What was read once is what is offered.
            $null = Get-MeecoItem
            $null = Get-MeecoConnection
            $null = Get-MeecoItemTemplate
        }

        It 'offers items by their labels' {
            (Complete 'Get-MeecoItem DeL').CompletionText | Should -Contain 'DeLorean'
        }

        It 'quotes where it must' {
            (Complete 'New-MeecoShare DeLorean -Connection Bob').CompletionText | Should -Contain "'Bob the Builder'"
        }

        It 'says what is offered, and offers slots of the item' {
            $found = Complete 'New-MeecoShare DeLorean -Slot lic'
            $found.CompletionText | Should -Contain 'licence_plate'
            $found[0].ToolTip | Should -Be 'Licence plate'
        }

        It 'offers sessions by their variables' {
            $global:visitor = $bob
            (Complete 'Get-MeecoItem -Session vis').CompletionText | Should -Be '$visitor'
            Remove-Variable visitor -Scope global
        }

        It 'offers templates, values and parameters' {
            (Complete 'New-MeecoItem -Template veh').CompletionText | Should -Contain 'vehicle'
            (Complete 'Get-MeecoShare -Direction In').CompletionText | Should -Contain 'Incoming'
            (Complete 'New-MeecoShare -Ter').CompletionText | Should -Contain '-Terms'
        }
    }

    Context 'help' {
        It 'shows examples and every parameter' {
            Get-Help New-MeecoShare -Examples | Out-String | Should -BeLike '*-Terms*-OnShare*'
            (Get-Help New-MeecoShare -Parameter *).name | Should -Contain 'ExpiresAt'
        }
    }

    Context '-WhatIf' {
        It 'removes nothing' {
            Get-MeecoItem -Label 'Note *' | Remove-MeecoItem -WhatIf
            @(Get-MeecoItem -Label 'Note *').Count | Should -Be 8
        }

        It 'shares nothing' {
            Get-MeecoItem -Label 'Note *' | New-MeecoShare -Connection 'Bob the Builder' -WhatIf
            Get-MeecoShare -Direction Outgoing | Should -BeNullOrEmpty
        }

        It 'changes nothing' {
            Set-MeecoItem DeLorean @{ licence_plate = 'CHANGED' } -WhatIf
            (Get-MeecoItem DeLorean)['licence_plate'] | Should -Be 'OUTATIME'
        }
    }

    Context 'with the standard cmdlets' {
        It 'goes into a CSV file and comes back' {
            $path = Join-Path $TestDrive 'items.csv'
            Get-MeecoItem -Label 'Note *' | Sort-Object Label | Select-Object Id, Label | Export-Csv $path
            $back = Import-Csv $path
            $back.Count | Should -Be 8
            @($back | Get-MeecoItem).Count | Should -Be 8
        }

        It 'is grouped, measured and sorted' {
            $groups = Get-MeecoItem | Group-Object Template
            ($groups | Measure-Object Count -Sum).Sum | Should -Be 9
            $groups.Count | Should -Be 2
        }

        It 'becomes JSON that tells no key' {
            $json = Get-MeecoItem DeLorean | ConvertTo-Json -Depth 4
            ($json | ConvertFrom-Json).Label | Should -Be 'DeLorean'
            Get-MeecoSession -Current | ConvertTo-Json -Depth 4 | Should -Not -Match '"(Dek|Kek|Token|Secret|PrivateKey)"'
        }

        It 'stops when Select-Object has enough' {
            @(Get-MeecoItem | Select-Object -First 2).Count | Should -Be 2
            @(Get-MeecoItem -Label 'Note *' | New-MeecoShare -Connection 'Bob the Builder' | Select-Object -First 2).Count | Should -Be 2
        }
    }

    Context 'that wants no more' {
        It 'starts nothing further when Select-Object has enough' {
            $label = "Enough $(New-Guid)"
            $first = 1..200 | ForEach-Object { [pscustomobject]@{ Label = $label } } |
                New-MeecoItem -Template custom -ThrottleLimit 4 | Select-Object -First 1
            $first.Label | Should -Be $label
            @(Get-MeecoItem -Label $label).Count | Should -BeLessThan 20 -Because 'no more than the window is in work'
        }

        It 'reads no further page for Select-Object' {
            (Get-MeecoItem | Select-Object -First 1).Label | Should -Not -BeNullOrEmpty
            (Get-MeecoItemTemplate v*, c* | Select-Object -First 1).Name | Should -Match '^[vc]'
            Get-MeecoItem -Label 'Note *' | Select-Object -First 3 | Should -HaveCount 3
        }
    }

    Context 'that is recorded' {
        BeforeAll {
            $secret = Get-MeecoAccountSecret -Session $alice
            $code = (Get-MeecoAccountSecret -AsPlainText -Session $alice) -replace '^1\.[^.]+\.'

            # The values are there to be read; what opens them is not.
            $never = 'a passphrase for tests', $code, 'BEGIN RSA PRIVATE KEY', 'BEGIN PRIVATE KEY'
        }

        It 'tells no secret in a transcript' {
            $file = Join-Path $TestDrive 'transcript.txt'
            $null = Start-Transcript $file
            try {
                $again = Connect-Meeco -Secret $secret -Passphrase $passphrase -Verbose -Debug
                $car = Get-MeecoItem DeLorean -Session $again
                $again, $car, $car.Slots, (Get-MeecoConnection -Session $again) | ForEach-Object { $_ | Format-List * -Force | Out-Host }
                try { Connect-Meeco -Secret $secret -Passphrase (ConvertTo-Passphrase 'a wrong one') } catch { $_ | Format-List * -Force | Out-Host }
                Disconnect-Meeco $again
            }
            finally {
                $null = Stop-Transcript
                Set-MeecoSession $alice
            }

            $text = Get-Content $file -Raw
            $text | Should -Match 'OUTATIME'
            $text | Should -Match 'LoginFailed'
            foreach ($word in @($never) + 'a wrong one') {
                $text.Contains($word) | Should -BeFalse -Because 'secrets stand in no transcript'
            }
        }

        It 'tells no secret in a file of Export-Clixml' {
            $file = Join-Path $TestDrive 'objects.xml'
            $alice, (Get-MeecoItem DeLorean).Slots, (Get-MeecoConnection) | Export-Clixml $file -Depth 5
            $text = Get-Content $file -Raw
            $text | Should -Match 'OUTATIME'
            foreach ($word in $never) {
                $text.Contains($word) | Should -BeFalse -Because 'secrets stand in no file'
            }
        }
    }

    Context 'in parallel' {
        It 'uses one session in many runspaces' {
            $read = Get-MeecoItem -Label 'Note *' | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:Manifest
                $null = Set-MeecoItem $_.Id @{ note = 'seen' } -Session $using:alice
                (Get-MeecoItem $_.Id -Session $using:alice)['note']
            }
            $read | Should -Be (@('seen') * 8)
            Get-MeecoSession | Should -Contain $alice -Because 'a runspace that only used the session does not end it'
        }
    }
}
