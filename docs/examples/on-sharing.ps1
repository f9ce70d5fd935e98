<#
.SYNOPSIS
Alice shares her car with Bob, Bob shares it on to Carlos, Alice changes the licence plate, and both read the new one.

.DESCRIPTION
The whole story of on-sharing, step by step, against a server of its own that this script starts and stops.
Every value is encrypted here, before it is sent, and decrypted here, after it has come back: the server stores what it
cannot read. That is why each act names the session of the one who acts.

.EXAMPLE
dotnet run --project src/MeecoPS.Shell -- docs/examples/on-sharing.ps1

.EXAMPLE
pwsh docs/examples/on-sharing.ps1
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'

if (-not (Get-Module MeecoPS)) {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MeecoPS'))
}

function New-StoryUser([string] $Passphrase) {
    # In real life leave out -Passphrase: the command asks for it. Its warning says to keep the account secret, which
    # together with the passphrase is all that opens an account. These three accounts end with the story.
    New-MeecoUser -Passphrase ([System.Net.NetworkCredential]::new('', $Passphrase).SecurePassword) -WarningAction SilentlyContinue
}

'1. A server of our own, with a temporary data folder. It stores ciphertext only.'
$server = Start-MeecoServer
try {
    "   It listens on $($server.Url) and goes away with this script."

    ''
    '2. Three people register. Their keys are made on this machine and never leave it unencrypted.'
    $alice = New-StoryUser 'great scott, 1.21 gigawatts'
    $bob = New-StoryUser 'where we are going, we do not need roads'
    $carlos = New-StoryUser 'nobody calls me chicken'
    "   Alice is $($alice.UserName), Bob is $($bob.UserName), Carlos is $($carlos.UserName)."

    ''
    '3. They connect: Alice with Bob, and Bob with Carlos. Each pair exchanges public keys. Alice does not know Carlos.'
    $null = New-MeecoConnection -From $alice -FromName Alice -To $bob -ToName Bob
    $null = New-MeecoConnection -From $bob -FromName Bob -To $carlos -ToName Carlos

    ''
    '4. Alice writes down her vehicle.'
    $car = New-MeecoItem -Session $alice -Template vehicle -Label DeLorean -Slot @{
        model_make    = 'DMC DeLorean'
        licence_plate = 'NotACatDefsACar'
    }
    $car.Slots | Where-Object Value | Out-Host

    '5. She shares it with Bob, on her terms, and allows him to share it on.'
    $null = $car | New-MeecoShare -Session $alice -Connection Bob -Terms 'You may drive it, not sell it.' -OnShare

    ''
    '6. Bob sees that there is an item, and tries to read it before he has accepted.'
    $offer = Get-MeecoShare -Session $bob -Direction Incoming -Acceptance Required
    try {
        Get-MeecoItem -Session $bob -Item $offer
        throw 'Bob read what he has not accepted.'
    }
    catch [System.Management.Automation.RuntimeException] {
        if ($_.FullyQualifiedErrorId -notlike 'ShareNotAccepted*') {
            throw
        }
        "   He is refused: $_"
    }

    ''
    '7. He reads the terms and accepts them. Left without -Force, the command shows the terms and asks.'
    "   Terms: $($offer.Terms)"
    $offer | Approve-MeecoShare -Session $bob -Force
    $bobsCopy = Get-MeecoItem -Session $bob -Item $offer
    "   Now he reads: $($bobsCopy['licence_plate']). His copy has an id of its own, and the value was checked: $($bobsCopy.Slots.Where({ $_.Name -eq 'licence_plate' }).Verification)."

    ''
    '8. Bob shares it on to Carlos, on terms of his own. Carlos accepts and reads.'
    $null = $bobsCopy | New-MeecoShare -Session $bob -Connection Carlos -Terms 'Back by Sunday, with a full tank.'
    $onShare = Get-MeecoShare -Session $carlos -Direction Incoming -Acceptance Required
    "   Terms: $($onShare.Terms)"
    $onShare | Approve-MeecoShare -Session $carlos -Force
    "   Carlos reads: $((Get-MeecoItem -Session $carlos -Item $onShare)['licence_plate'])."

    ''
    '9. Alice changes the licence plate.'
    $car | Set-MeecoItem -Session $alice -Slot @{ licence_plate = 'OUTATIME' }

    ''
    '10. The server cannot encrypt the new value for the recipients, since it cannot read it. It has left Alice a task.'
    Get-MeecoClientTask -Session $alice -State Todo | Out-Host

    '11. Alice runs her batch: read, decrypt, encrypt for every recipient, upload. Carlos is one of them, though Bob invited him.'
    Invoke-MeecoClientTaskBatch -Session $alice | Out-Host

    '12. Bob and Carlos read again.'
    $seen = foreach ($reader in $bob, $carlos) {
        Get-MeecoItem -Session $reader -Label DeLorean
    }
    $plates = $seen.ForEach({ $_['licence_plate'] })
    "   Bob reads $($plates[0]), Carlos reads $($plates[1])."
    if ($plates.Count -ne 2 -or $plates[0] -cne 'OUTATIME' -or $plates[1] -cne 'OUTATIME') {
        throw "Bob and Carlos should read OUTATIME, not: $plates"
    }
    ''
}
finally {
    Stop-MeecoServer $server
}

"on-sharing: Bob and Carlos read $($plates[0])"
