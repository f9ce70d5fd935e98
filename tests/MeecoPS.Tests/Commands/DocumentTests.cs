using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Commands;

/// <summary>The commands that read and write the files of Meeco's CLI.</summary>
public sealed class DocumentTests(Story story) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_makes_an_item_and_an_edited_one_changes_it()
    {
        using var shell = Shell("alice");
        _folder.Write("new.yaml", """
            kind: Item
            metadata:
              template_name: vehicle
            spec:
              label: From a file
              slots:
                - name: licence_plate
                  value: NOTACAT
            """);

        var run = shell.Run("""
            $item = Import-MeecoYaml $folder/new.yaml | New-MeecoItem
            $item['licence_plate']
            $item | Export-MeecoYaml $folder/item.yaml
            $text = [System.IO.File]::ReadAllText("$folder/item.yaml").Replace('NOTACAT', 'OUTATIME')
            $text | ConvertFrom-MeecoYaml | Set-MeecoItem -PassThru | ForEach-Object { $_['licence_plate'] }
            "kind: Item`nspec:`n  id: $($item.Id)`n  label: Renamed" | ConvertFrom-MeecoYaml | Set-MeecoItem
            (Get-MeecoItem $item).Label
            (Get-MeecoItem $item)['licence_plate']
            """).Succeeded();

        run.Lines.Should().Equal("NOTACAT", "OUTATIME", "Renamed", "OUTATIME");
    }

    [Fact]
    public void What_is_given_stands_in_the_place_of_what_the_file_says()
    {
        using var shell = Shell("alice");

        shell.Run("""
            $item = "kind: Item`nmetadata: {template_name: vehicle}`nspec: {label: '', slots: [{name: vin, value: 1}]}" |
                ConvertFrom-MeecoYaml | New-MeecoItem -Label 'Given here'
            $item | ConvertTo-MeecoYaml | ConvertFrom-MeecoYaml | Set-MeecoItem -Slot @{ vin = '2' }
            $now = Get-MeecoItem $item
            $now.Label
            $now['vin']
            """).Succeeded().Lines.Should().Equal("Given here", "2");
        shell.Run("Get-MeecoItem $item | Set-MeecoItem").ErrorIds.Should().Equal("NothingToChange");
        shell.Run("Set-MeecoItem $item").ErrorIds.Should().Equal("NothingToChange");
    }

    [Fact]
    public void A_user_goes_on_from_a_file_that_only_he_reads()
    {
        using var shell = Shell("alice");

        shell.Run("$bob | Export-MeecoYaml $folder/bob.yaml").ErrorIds.Should().Equal("SecretNotIncluded");
        shell.Run("$bob | Export-MeecoYaml $folder/bob.yaml -IncludeSecret").ErrorIds.Should().Equal("ConfirmationRequired");
        shell.Run("$bob | Export-MeecoYaml $folder/bob.yaml -IncludeSecret -WhatIf").Succeeded();
        File.Exists(In("bob.yaml")).Should().BeFalse();
        shell.Run("$bob | Export-MeecoYaml $folder/bob.yaml -IncludeSecret -Confirm:$false").Succeeded();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(In("bob.yaml")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        shell.Run("$bob | Export-MeecoYaml $folder/bob.yaml -IncludeSecret -Confirm:$false").ErrorIds.Should().Equal("FileExists");
        shell.Run("""
            $again = Import-MeecoYaml $folder/bob.yaml -Kind Authentication
            (Get-MeecoSession -Current).UserId -eq $alice.UserId
            $again.UserId -eq $bob.UserId
            $again | Set-MeecoSession
            (Get-MeecoConnection).Name
            """).Succeeded().Lines.Should().Contain("Carlos").And.NotContain("False");
    }

    [Fact]
    public void Secrets_are_written_after_a_question_and_not_at_all_to_the_pipeline()
    {
        var person = new ScriptedUser { Choices = { "No", "Yes" } };
        using var shell = Shell("alice", person);

        shell.Run("$alice | Export-MeecoYaml $folder/alice.yaml -IncludeSecret").Succeeded();
        File.Exists(In("alice.yaml")).Should().BeFalse();
        shell.Run("$alice | Export-MeecoYaml $folder/alice.yaml -IncludeSecret").Succeeded();
        var secret = File.ReadAllText(In("alice.yaml")).Split("secret: ")[1].Split('\n')[0];

        var run = shell.Run("$VerbosePreference = $DebugPreference = 'Continue'; $alice | ConvertTo-MeecoYaml; Import-MeecoYaml $folder/alice.yaml | Out-Default");

        run.ErrorIds.Should().Equal("SecretNotIncluded");
        run.Transcript.Should().NotContain(secret);
        person.Shown.Should().NotContain(secret).And.Contain("act as its user");
    }

    [Fact]
    public void A_session_that_has_ended_needs_the_passphrase()
    {
        using var shell = Shell("alice");

        shell.Run("""
            $session = Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase
            $session | Export-MeecoYaml $folder/ended.yaml -IncludeSecret -Confirm:$false
            Disconnect-Meeco $session
            """).Succeeded();
        shell.Run("Import-MeecoYaml $folder/ended.yaml").ErrorIds.Should().Equal("SavedSessionExpired");
        shell.Run("(Import-MeecoYaml $folder/ended.yaml -Passphrase $passphrase).UserId -eq $alice.UserId").Lines.Should().Equal("True");
    }

    [Fact]
    public void Requests_bring_the_users_who_act()
    {
        using var shell = Shell("alice");
        var sessions = shell.Run("""
            $alice | Export-MeecoYaml $folder/a.yaml -IncludeSecret -Confirm:$false
            $bob | Export-MeecoYaml $folder/b.yaml -IncludeSecret -Confirm:$false
            $item = New-MeecoItem vehicle 'For a request' @{ vin = '7' } -Session $alice
            $item.Id
            $aliceToBob.Id
            """).Succeeded();
        _folder.Write("connection.yaml", $"""
            kind: Connection
            metadata: {"{fromName: Alice, toName: Bob}"}
            spec:
              from:
            {Members("a.yaml")}
              to:
            {Members("b.yaml")}
            """);
        _folder.Write("share.yaml", $"""
            kind: Share
            metadata: {"{}"}
            spec:
              item_id: {sessions.Lines.First()}
              connection_id: {sessions.Lines.Last()}
              from:
            {Members("a.yaml")}
            """);

        var run = shell.Run("""
            $connection = Import-MeecoYaml $folder/connection.yaml | New-MeecoConnection
            $connection.Id -eq $aliceToBob.Id
            $connection.ExistedAlready
            $share = Import-MeecoYaml $folder/share.yaml | New-MeecoShare -Terms 'By file'
            $share.Terms
            (Get-MeecoShare -Session $bob -Direction Incoming).Where({ $_.Id -eq $share.Id }).Terms
            "kind: Connection`nspec: {from_user_connection_id: $($aliceToBob.Id)}" | ConvertFrom-MeecoYaml |
                ForEach-Object { (Get-MeecoConnection $_ -Session $alice).Name }
            """).Succeeded();

        run.Lines.Should().Equal("True", "True", "By file", "By file", "Bob");
    }

    [Fact]
    public void Tasks_bring_their_state()
    {
        using var shell = Shell("bob");

        shell.Run("""
            $item = New-MeecoItem vehicle Tasks @{ vin = '1' }
            $null = $item | New-MeecoShare -Connection Carlos
            $item | Set-MeecoItem -Slot @{ vin = '2' }
            $task = (Get-MeecoClientTask -State Todo).Where({ $_.ItemId -eq $item.Id })
            ($task | ConvertTo-MeecoYaml).Replace('state: todo', 'state: done') | ConvertFrom-MeecoYaml |
                Set-MeecoClientTask -PassThru | ForEach-Object State
            """).Succeeded().Lines.Should().Equal("Done");
    }

    [Fact]
    public void Requests_to_attach_bring_item_file_and_slot()
    {
        using var shell = Shell("alice");
        _folder.Write("notes.txt", "notes");
        _folder.Write("small.jpg", "a picture");

        shell.Run("""
            $item = New-MeecoItem vehicle 'With files'
            $file = "kind: FileAttachment`nmetadata: {item_id: $($item.Id)}`nspec: {label: My notes, file: '$folder/notes.txt'}" |
                ConvertFrom-MeecoYaml | Add-MeecoAttachment
            $file.Label
            "kind: Thumbnail`nmetadata: {itemId: $($item.Id), slotId: $($file.SlotId)}`nspec: {file: '$folder/small.jpg', sizeType: 128x128/jpg}" |
                ConvertFrom-MeecoYaml | Add-MeecoThumbnail | ForEach-Object Size
            $text = Get-MeecoItem $item | ConvertTo-MeecoYaml -WarningVariable warned
            $warned
            $text.Contains('My notes')
            """).Succeeded().Lines.Should().Equal("My notes", "128x128/jpg", "Left out as secret: the slots with files.", "False");
    }

    [Fact]
    public void A_session_that_acts_for_another_goes_into_the_file_of_who_acts()
    {
        using var shell = Shell("alice");

        shell.Run("""
            $dora = New-MeecoUser -Passphrase $passphrase
            $bart = New-MeecoChildUser Bart | Connect-MeecoDelegation
            $null = New-MeecoItem custom Diary @{ page = 'First' }
            $dora, $bart | Export-MeecoYaml $folder/dora.yaml -IncludeSecret -Confirm:$false
            $own = Import-MeecoYaml $folder/dora.yaml
            $again = Import-MeecoYaml $folder/dora.yaml -DelegationId $bart.UserId
            $own.Kind, $again.Kind, ($own.UserId -eq $dora.UserId), ($again.UserId -eq $bart.UserId)
            (Get-MeecoItem Diary -Session $again)['page']
            $invitation = New-MeecoDelegationInvitation Emil Reader -Session $dora
            $invitation | ConvertTo-MeecoYaml | ConvertFrom-MeecoYaml | Approve-MeecoDelegationInvitation -Session $alice -WhatIf
            """).Succeeded().Lines.Should().Equal("User", "Delegate", "True", "True", "First");
        shell.Run("$bart | Export-MeecoYaml $folder/bart.yaml -IncludeSecret -Confirm:$false").ErrorIds.Should().Equal("DelegateNeedsOwnSession");
        shell.Run("Import-MeecoYaml $folder/dora.yaml -DelegationId $alice.UserId").ErrorIds.Should().Equal("DelegationNotFound");
    }

    [Fact]
    public void The_environment_file_is_read_shown_and_written()
    {
        using var shell = Shell("alice");
        var path = _folder.Write(".environment.yaml", """
            vault:
              url: https://vault.example.com/vault
              subscription_key: key
            keystore:
              url: https://vault.example.com/keystore
              subscription_key: null
            """);
        shell.With("path", path);

        shell.Run("""
            (Get-MeecoEnvironment -Path $path).VaultUrl.AbsoluteUri
            (Get-MeecoEnvironment).VaultUrl.IsLoopback
            Set-MeecoEnvironment -Path $path
            (Get-MeecoEnvironment).VaultUrl.AbsoluteUri
            Get-MeecoEnvironment | Export-MeecoYaml $folder/again.yaml -IncludeSecret -Confirm:$false
            $environment | Set-MeecoEnvironment
            Import-MeecoYaml $folder/again.yaml | Set-MeecoEnvironment
            Get-MeecoEnvironment | Export-MeecoYaml $folder/third.yaml -IncludeSecret -Confirm:$false
            $environment | Set-MeecoEnvironment
            """).Succeeded().Lines.Should().Equal("https://vault.example.com/vault", "True", "https://vault.example.com/vault");
        File.ReadAllText(In("third.yaml")).Should().Contain("subscription_key: key");
        shell.Run("Get-MeecoEnvironment -Path $path | ConvertTo-MeecoYaml").Warnings.Should().ContainSingle().Which.Should().Contain("subscription keys");
        _folder.Write("far.yaml", "vault: {url: http://far/vault}\nkeystore: {url: http://far/keystore}");
        shell.Run("Set-MeecoEnvironment -Path $folder/far.yaml").ErrorIds.Should().Equal("InsecureEnvironment");
        shell.Run("Set-MeecoEnvironment -Path $folder/far.yaml -AllowInsecure -WhatIf").Succeeded();
    }

    [Fact]
    public void Each_failure_has_an_id_and_names_the_file()
    {
        using var shell = Shell("alice");
        _folder.Write("item.yaml", "kind: Item\nspec: {id: x}");
        _folder.Write("broken.yaml", "kind: [");
        _folder.Write("empty.yaml", "");

        var mismatch = shell.Run("Import-MeecoYaml $folder/item.yaml -Kind Share");
        mismatch.ErrorIds.Should().Equal("DocumentKindMismatch");
        mismatch.Errors[0].ToString().Should().Contain("'Item'").And.Contain("'Share'").And.Contain("item.yaml");
        shell.Run("Set-MeecoEnvironment -Path $folder/item.yaml").Errors.Should().ContainSingle()
            .Which.ToString().Should().Contain("'Item'").And.Contain("'Environment'");
        var several = shell.Run("'broken', 'empty', 'missing', 'item' | ForEach-Object { \"$folder/$_.yaml\" } | Import-MeecoYaml");
        several.ErrorIds.Should().Equal("DocumentInvalid", "DocumentInvalid", "FileNotReadable");
        several.Single.TypeNames.Should().Contain("Meeco.MeecoItemUpdate");
        several.Errors[0].TargetObject.Should().Be($"{_folder.Path}/broken.yaml");
        shell.Run("$server | ConvertTo-MeecoYaml").ErrorIds.Should().Equal("DocumentTypeUnknown");
        shell.Run("$aliceToBob, $aliceToBob | Export-MeecoYaml $folder/two.yaml").ErrorIds.Should().Equal("DocumentHasOneObject");
    }

    [Fact]
    public void What_a_file_holds_has_a_view()
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);

        shell.Run("""
            @"
            kind: Item
            metadata: {template_name: vehicle}
            spec: {label: Shown, slots: [{name: vin, value: hidden}]}
            ---
            kind: Item
            spec: {id: the-id, slots: [{name: vin, _destroy: true}]}
            ---
            kind: Connection
            spec: {from_user_connection_id: the-connection}
            ---
            kind: User
            spec: {password: the-password, secret: the-secret}
            ---
            kind: UserData
            spec: {id: the-user}
            "@ | ConvertFrom-MeecoYaml | ForEach-Object { $_ | Out-Default }
            """).Succeeded();

        person.Shown.Should().Contain("Shown").And.Contain("the-id").And.Contain("-vin").And.Contain("the-connection").And.Contain("the-user")
            .And.NotContain("the-password").And.NotContain("the-secret");
    }

    public void Dispose() => _folder.Dispose();

    private HostedShell Shell(string user, ScriptedUser? person = null)
    {
        var shell = story.As(user, person).With("folder", _folder.Path);
        shell.Run("$environment | Set-MeecoEnvironment").Succeeded();
        return shell;
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    // The members of metadata, as they stand in a request.
    private string Members(string file) => string.Join('\n', File.ReadLines(In(file))
        .SkipWhile(line => line != "metadata:").Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
        .Select(line => "  " + line));
}
