using static MeecoPS.Tests.Secrets.SecretKind;

namespace MeecoPS.Tests.Secrets;

/// <summary>Every command of the module, with secrets in hand: what succeeds, and what fails close to them.</summary>
internal static class Scenario
{
    /// <summary>Two users and what they have; after these steps their secrets are known and looked for.</summary>
    public static IReadOnlyList<Step> Beginning { get; } =
    [
        new("$null = Set-MeecoEnvironment $url/vault $url/keystore"),
        new("($alice = New-MeecoUser -Passphrase $alicePassphrase)"),
        new("($bob = New-MeecoUser -Passphrase $bobPassphrase)"),
        new("$alice | Export-MeecoYaml $folder/alice.yaml -IncludeSecret -Confirm:$false; $bob | Export-MeecoYaml $folder/bob.yaml -IncludeSecret -Confirm:$false"),
        new("$aliceSecret = Get-MeecoAccountSecret -Session $alice; $bobSecret = Get-MeecoAccountSecret -Session $bob"),
    ];

    /// <summary>Once the secrets of <see cref="Beginning"/> are known.</summary>
    public static IReadOnlyList<Step> Everything { get; } =
    [
        .. Accounts, .. Items, .. Sharing, .. Files, .. Documents, .. Invitations, .. Organizations, .. Delegations, .. Ending,
    ];

    private static IEnumerable<Step> Accounts =>
    [
        new("Get-MeecoEnvironment; Get-MeecoServer"),
        new("$second = Start-MeecoServer $folder/second; $second; $second | Stop-MeecoServer -PassThru; $null = Set-MeecoEnvironment $url/vault $url/keystore"),
        new("Get-MeecoSession -Refresh; Get-MeecoSession -Current; Set-MeecoSession $alice -PassThru; Get-MeecoUser"),
        new("Connect-Meeco -Secret $bobSecret -Passphrase $alicePassphrase", Errors: "LoginFailed"),
        new("Connect-Meeco -Secret $alicePassphrase -Passphrase $alicePassphrase", Errors: "InvalidAccountSecret"),
        new("New-MeecoUser -Passphrase $alicePassphrase -Secret $aliceSecret", Errors: "AccountExists"),
        new("($other = Connect-Meeco -Secret $aliceSecret -Passphrase $alicePassphrase); Disconnect-Meeco $alice -Others; Disconnect-Meeco $other"),
        new("Get-MeecoAccountSecret -AsPlainText -Session $alice", AccountSecret, AccountSecret),

        // Off Windows the engine serializes a SecureString in clear.
        new("Get-MeecoAccountSecret -Session $alice", OperatingSystem.IsWindows() ? None : AccountSecret),
        new("Export-MeecoSession $folder/alice.meeco -Passphrase $filePassphrase -Session $alice -PassThru"),
        new("Import-MeecoSession $folder/alice.meeco -Passphrase $alicePassphrase", Errors: "SessionFileLocked"),
        new("Import-MeecoSession $folder/alice.meeco -Passphrase $filePassphrase; Set-MeecoSession $alice"),
    ];

    private static IEnumerable<Step> Items =>
    [
        new("Get-MeecoItemTemplate vehicle; New-MeecoItemTemplate Wine @{ Name = 'vintage' }; New-MeecoClassification canary; Get-MeecoClassification"),
        new("($car = New-MeecoItem vehicle DeLorean -Slot @{ licence_plate = $plate; vin = $vin })", SlotValue),
        new("$car.Slots", SlotValue, SlotValue),
        new("New-MeecoItem custom Login -Slot @{ code = @{ Type = 'password'; Value = $plate } }", SlotValue),
        new("(Get-MeecoItem Login).Slots", SlotValue),
        new("Get-MeecoItem", SlotValue),
        new("Get-MeecoItem DeLorean; Set-MeecoItem DeLorean -Slot @{ licence_plate = $plate } -Classification canary -PassThru", SlotValue),
        new("Set-MeecoItem DeLorean -Slot @{ licence_plate = $plate } -WhatIf -PassThru", SlotValue),
        new("Set-MeecoItem 'No such item' -Slot @{ licence_plate = $plate }", Errors: "ItemNotFound"),
        new("New-MeecoItem no_such_template Broken -Slot @{ licence_plate = $plate }", Errors: "ItemTemplateNotFound"),
        new("Remove-MeecoSlot DeLorean vin -Confirm:$false; Remove-MeecoItem Login -Confirm:$false"),
    ];

    private static IEnumerable<Step> Sharing =>
    [
        new("($toBob = New-MeecoConnection -From $alice -To $bob -FromName Alice -ToName Bob); Get-MeecoConnection"),
        new("($share = Get-MeecoItem DeLorean | New-MeecoShare -Connection Bob -Terms 'Keep it'); Get-MeecoShare"),
        new("Get-MeecoItem $car.Id -Session $bob", Errors: "ItemNotFound"),
        new("Get-MeecoShare -Session $bob; Approve-MeecoShare $share -Session $bob -Force -PassThru"),
        new("Get-MeecoItem DeLorean -Session $bob", SlotValue),
        new("Protect-MeecoItem DeLorean -Session $bob -PassThru", SlotValue),
        new("Set-MeecoShare $share -SharingMode Anyone -PassThru; Update-MeecoShare DeLorean -PassThru"),
        new("Set-MeecoItem DeLorean -Slot @{ licence_plate = $plate }; Get-MeecoClientTask; Invoke-MeecoClientTaskBatch"),
        new("Set-MeecoItem DeLorean -Slot @{ licence_plate = $plate }; Get-MeecoClientTask -State Todo | Set-MeecoClientTask -State Done -PassThru"),
        new("($refused = New-MeecoShare DeLorean -Connection Bob -AcceptanceRequired -AllowDuplicate); Deny-MeecoShare $refused -Session $bob -Force -PassThru"),
        new("Remove-MeecoShare $refused -Confirm:$false; Get-MeecoEvent -First 20"),
    ];

    private static IEnumerable<Step> Files =>
    [
        new("($file = Add-MeecoAttachment DeLorean $folder/secret.txt); Get-MeecoAttachment DeLorean"),
        new("$file | Add-MeecoThumbnail -Path $folder/secret.txt -Size 128x128/png"),
        new("$file | Save-MeecoAttachment -Destination $folder/saved -PassThru; (Get-MeecoAttachment DeLorean).Thumbnails | Save-MeecoThumbnail -Destination $folder/saved -PassThru"),
        new("(Get-MeecoItem DeLorean).Slots", SlotValue | FileKey, SlotValue),
        new("Add-MeecoAttachment DeLorean -LiteralPath $folder/nowhere.txt", Errors: "FileNotFound"),
    ];

    private static IEnumerable<Step> Documents =>
    [
        new("Get-MeecoItem DeLorean | ConvertTo-MeecoYaml", SlotValue, SlotValue),
        new("Get-MeecoItem DeLorean | ConvertTo-MeecoYaml | ConvertFrom-MeecoYaml", SlotValue),
        new("Get-MeecoItem DeLorean | Export-MeecoYaml $folder/car.yaml; Import-MeecoYaml $folder/car.yaml", SlotValue),
        new("ConvertTo-MeecoYaml $alice", Errors: "SecretNotIncluded"),
        new("Import-MeecoYaml $folder/bob.yaml; Set-MeecoSession $alice"),
        new("Import-MeecoYaml $folder/broken.yaml", Errors: "DocumentInvalid"),
    ];

    private static IEnumerable<Step> Invitations =>
    [
        new("($invitation = New-MeecoInvitation Carlos); Get-MeecoInvitation -Session $bob $invitation.Token", InvitationToken),
        new("Remove-MeecoInvitation $invitation -Confirm:$false; Approve-MeecoInvitation $invitation.Token -Session $bob", Errors: "InvitationNotFound"),
        new("($prepared = New-MeecoInvitation Dora -ShareIntent DeLorean -Passphrase $sharePassphrase)", InvitationToken),
        new("$prepared | Approve-MeecoInvitation -Passphrase $filePassphrase -Session $bob -Name Other", Errors: "PassphraseWrong"),
        new("$prepared | Approve-MeecoInvitation -Passphrase $sharePassphrase -Session $bob -Name Other"),
        new("$multi = New-MeecoInvitation -Multistep; $null = $multi | Approve-MeecoInvitation -Session $bob; Confirm-MeecoInvitation $multi -Confirm:$false"),
        new("$denied = New-MeecoInvitation -Multistep; Deny-MeecoInvitation $denied.Token -Session $bob -PassThru", InvitationToken),
    ];

    private static IEnumerable<Step> Organizations =>
    [
        new("($organization = New-MeecoOrganization 'SuperData Inc.'); Set-MeecoOrganization $organization -Url https://superdata.example/ -PassThru"),
        new("$null = dotnet $program organizations validate $organization.Id --data $data; Get-MeecoOrganization $organization.Id"),
        new("($service = New-MeecoOrganizationService $organization Insights); Set-MeecoOrganizationService $organization Insights -Description Told -PassThru"),
        new("$null = dotnet $program services validate $service.Id --data $data; Get-MeecoOrganizationService $organization"),
        new("Connect-MeecoOrganization $organization.Id -KeyPair $service.KeyPair", Errors: "DecryptionFailed"),
        new("Connect-MeecoOrganization $organization.Id -PrivateKey $alicePassphrase", Errors: "InvalidPrivateKey"),
        new("($agent = $organization | Connect-MeecoOrganization); $serviceAgent = $service | Connect-MeecoOrganizationService $organization; $serviceAgent"),
        new("$organization, $service | ForEach-Object { $_ | Export-MeecoYaml $folder/$($_.Name).yaml -IncludeSecret -Confirm:$false }"),
        new("($member = $agent | New-MeecoOrganizationInvitation -Role Admin)", InvitationToken),
        new("$member | Approve-MeecoOrganizationInvitation -Session $bob -Force; Get-MeecoOrganizationMember $organization"),
        new("Set-MeecoOrganizationMember $organization $bob.UserId Owner -PassThru; Remove-MeecoOrganizationMember $organization $bob.UserId -Confirm:$false"),
        new("Remove-MeecoOrganizationService $organization Insights -Confirm:$false", Errors: "AlreadyValidated"),
        new("Remove-MeecoOrganization $organization -Confirm:$false", Errors: "AlreadyValidated"),
    ];

    private static IEnumerable<Step> Delegations =>
    [
        new("($delegate = New-MeecoDelegationInvitation Bob2 Reader); Get-MeecoDelegationInvitation -Outgoing", InvitationToken),
        new("Approve-MeecoDelegationInvitation $delegate.Token Alice2 -Session $bob -Force; Grant-MeecoDelegation Bob -Confirm:$false -PassThru"),
        new("Confirm-MeecoDelegation Alice -PassThru -Session $bob; Get-MeecoDelegation; ($forAlice = Connect-MeecoDelegation Alice -Session $bob); Set-MeecoSession $alice"),
        new("Get-MeecoItem DeLorean -Session $forAlice", SlotValue | FileKey),
        new("Set-MeecoItem DeLorean -Slot @{ licence_plate = $plate } -Session $forAlice", Errors: "DelegationReadOnly"),
        new("Set-MeecoDelegation Bob Admin -PassThru; Remove-MeecoDelegation Bob -Confirm:$false"),
        new("$refusing = New-MeecoDelegationInvitation -Connection Bob -Role Reader; Deny-MeecoDelegationInvitation $refusing -Session $bob -PassThru", InvitationToken),
        new("$gone = New-MeecoDelegationInvitation Bob4 Reader; Remove-MeecoDelegationInvitation $gone -Confirm:$false"),
        new("New-MeecoChildUser Bart"),
    ];

    private static IEnumerable<Step> Ending =>
    [
        new("Remove-MeecoConnection Bob -Confirm:$false"),
        new("Remove-MeecoAttachment $file -Confirm:$false"),
        new("Disconnect-Meeco $bob; Get-MeecoItem DeLorean -Session $bob", Errors: "SessionEnded"),
        new("$bob, $alice"),
    ];
}
