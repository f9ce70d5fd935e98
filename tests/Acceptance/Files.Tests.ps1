#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'Files in items' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        Import-Module $Manifest -Force
        $server = Start-MeecoServer
        $passphrase = ConvertTo-Passphrase 'a passphrase for tests'
        $alice, $bob = 1..2 | ForEach-Object { New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue }
        $null = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob
        Set-MeecoSession $alice
        $item = New-MeecoItem -Template vehicle -Label DeLorean -Slot @{ licence_plate = 'OUTATIME' }
        $manual = Join-Path $TestDrive 'manual.txt'
        'How to fly a DeLorean' | Set-Content $manual

        # Two blocks of a file, and a part of a third.
        $large = Join-Path $TestDrive 'large.bin'
        $bytes = [byte[]]::new(5MB)
        [System.Random]::new(88).NextBytes($bytes)
        [System.IO.File]::WriteAllBytes($large, $bytes)
    }

    AfterAll {
        Remove-Module MeecoPS
    }

    It 'come from the pipeline' {
        $added = Get-ChildItem $TestDrive -File | Add-MeecoAttachment $item
        $added.FileName | Sort-Object | Should -Be 'large.bin', 'manual.txt'
        (Get-MeecoAttachment $item -Name *.txt).ContentType | Should -Be 'text/plain'
    }

    It 'come back as they were' {
        $folder = New-Item (Join-Path $TestDrive back) -ItemType Directory
        Get-MeecoAttachment $item | Save-MeecoAttachment -Destination $folder.FullName
        (Get-FileHash (Join-Path $folder large.bin)).Hash | Should -Be (Get-FileHash $large).Hash
        Get-Content (Join-Path $folder manual.txt) | Should -Be 'How to fly a DeLorean'
    }

    It 'are shared with the item, and read by its recipient alone' {
        $null = $item | New-MeecoShare -Connection Bob -Terms 'Not for sale.'
        Get-MeecoItem -Label DeLorean -Session $bob | Get-MeecoAttachment -Session $bob -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty -Because 'he has not accepted'
        Get-MeecoShare -Direction Incoming -Session $bob | Approve-MeecoShare -Force -Session $bob
        $copy = Join-Path $TestDrive 'copy of Bob.txt'
        Get-MeecoItem DeLorean -Session $bob | Get-MeecoAttachment -Name manual* -Session $bob |
            Save-MeecoAttachment -Destination $copy -Session $bob
        Get-Content $copy | Should -Be 'How to fly a DeLorean'
    }

    It 'are nowhere on the server in clear' {
        $stored = Get-ChildItem $server.Path -Recurse -File | Where-Object Length -gt 0
        $stored | Where-Object { [System.IO.File]::Exists($_) -and (Select-String -Path $_ -Pattern 'How to fly' -SimpleMatch -Quiet) } |
            Should -BeNullOrEmpty
    }

    It 'have thumbnails' {
        $picture = Join-Path $TestDrive 'small.png'
        [System.IO.File]::WriteAllBytes($picture, [System.Convert]::FromBase64String(
                'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='))
        $null = Add-MeecoAttachment $item $picture | Add-MeecoThumbnail -Path $picture -Size 128x128/png
        $saved = (Get-MeecoAttachment $item small.png).Thumbnails |
            Save-MeecoThumbnail -Destination (Join-Path $TestDrive 'thumbnail.png') -PassThru
        $saved.Length | Should -Be (Get-Item $picture).Length
    }

    It 'go when they are removed' {
        Get-MeecoAttachment $item -Name large* | Remove-MeecoAttachment -Confirm:$false
        (Get-MeecoAttachment $item).FileName | Should -Not -Contain 'large.bin'
    }
}
