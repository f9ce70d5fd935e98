using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Files and thumbnails.</summary>
public sealed class AttachmentTests(Story story) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meecops-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_go_in_from_the_pipeline_and_come_back_as_files()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Album");
        Make("a.txt", "first");
        Make("b [1].txt", "second");

        var run = shell.With("folder", _folder).Run($$"""
            $out = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($folder, 'out')).FullName
            [System.IO.DirectoryInfo]::new($folder).GetFiles() | Add-MeecoAttachment '{{label}}' | ForEach-Object FileName
            Get-MeecoAttachment '{{label}}' -Name 'B*' | ForEach-Object Size
            Get-MeecoAttachment '{{label}}' | Save-MeecoAttachment -Destination $out -PassThru | ForEach-Object { "$($_.GetType().Name) $($_.PSProvider.Name)" }
            """).Succeeded();

        run.Lines.Take(2).Should().BeEquivalentTo("a.txt", "b [1].txt");
        run.Lines.Skip(2).Should().Equal("6", "FileInfo FileSystem", "FileInfo FileSystem");
        File.ReadAllText(Path.Combine(_folder, "out", "b [1].txt")).Should().Be("second");
    }

    [Fact]
    public void Wildcards_literal_paths_labels_and_types_are_heard()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Paths");
        Make("x1.md", "1");
        Make("x2.md", "2");
        Directory.CreateDirectory(Path.Combine(_folder, "x3.md"));

        var run = shell.With("folder", _folder).Run($$"""
            Add-MeecoAttachment '{{label}}' "$folder/x*.md" -ThrottleLimit 1 | ForEach-Object FileName
            $one = Add-MeecoAttachment '{{label}}' -LiteralPath "$folder/x1.md" -Label 'The first' -ContentType 'text/x-first'
            $one.Label, $one.ContentType, $one.SlotName
            """).Succeeded();

        run.Lines.Should().Equal("x1.md", "x2.md", "The first", "text/x-first", "the_first");
    }

    [Fact]
    public void A_recipient_saves_what_was_shared()
    {
        using var alice = story.As("alice");
        using var bob = story.As("bob");
        var label = alice.NewItem("Shared album");
        Make("photo.png", "not really");
        alice.With("folder", _folder).Run($"$null = Add-MeecoAttachment '{label}' \"$folder/photo.png\"; $null = New-MeecoShare '{label}' $aliceToBob").Succeeded();

        bob.With("folder", _folder).Run($$"""
            (Get-MeecoItem -Own:$false -Label '{{label}}').Slots | Where-Object AttachmentId | Save-MeecoAttachment -Destination "$folder/got.png"
            """).Succeeded();

        File.ReadAllText(Path.Combine(_folder, "got.png")).Should().Be("not really");
    }

    [Fact]
    public void Failures_have_their_ids_and_stop_no_other_file()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Failures");
        Make("there.txt", "there");
        shell.With("folder", _folder);

        var adding = shell.Run($"Add-MeecoAttachment '{label}' -LiteralPath \"$folder/nowhere\", \"$folder/there.txt\" | ForEach-Object FileName");
        var pattern = shell.Run($"Add-MeecoAttachment '{label}' \"$folder/nowhere.txt\"");
        var saving = shell.Run($"Get-MeecoAttachment '{label}' | Save-MeecoAttachment -Destination $folder");

        adding.Lines.Should().Equal("there.txt");
        adding.ErrorIds.Should().Equal("FileNotFound");
        pattern.ErrorIds.Should().Equal("FileNotFound");
        pattern.Errors.Single().TargetObject.Should().Be($"{_folder}/nowhere.txt");
        saving.ErrorIds.Should().Equal("FileExists");
        File.ReadAllText(Path.Combine(_folder, "there.txt")).Should().Be("there");
        shell.Run($"Get-MeecoAttachment '{label}' | Save-MeecoAttachment -Destination $folder -Force").Succeeded();
        shell.Run("Save-MeecoAttachment 'no such file' -Destination $folder").ErrorIds.Should().Equal("AttachmentNotFound");
        shell.Run("Add-MeecoAttachment 'no such item' \"$folder/there.txt\"").ErrorIds.Should().Equal("ItemNotFound");
    }

    [Fact]
    public void WhatIf_sends_and_writes_nothing_and_removal_asks()
    {
        var person = new ScriptedUser { Choices = { "No" } };
        using var shell = story.As("alice", person);
        var label = shell.NewItem("Untouched");
        Make("kept.txt", "kept");
        shell.With("folder", _folder).Run($"$file = Add-MeecoAttachment '{label}' \"$folder/kept.txt\"").Succeeded();

        shell.Run($$"""
            Add-MeecoAttachment '{{label}}' "$folder/kept.txt" -WhatIf
            $file | Save-MeecoAttachment -Destination "$folder/never.txt" -WhatIf
            $file | Remove-MeecoAttachment -WhatIf
            $file | Add-MeecoThumbnail -Path "$folder/kept.txt" -Size 128x128/png -WhatIf
            $file | Remove-MeecoAttachment
            """).Succeeded().Output.Should().BeEmpty();

        shell.Run("($file | Save-MeecoAttachment -Destination $folder -Force -WhatIf -PassThru).PSProvider.Name").Lines.Should().Equal("FileSystem");
        shell.Run($"(Get-MeecoAttachment '{label}') | ForEach-Object {{ \"$($_.FileName) $(@($_.Thumbnails).Count)\" }}").Lines.Should().Equal("kept.txt 0");
        File.Exists(Path.Combine(_folder, "never.txt")).Should().BeFalse();
        person.Shown.Should().Contain("kept.txt");
        shell.Run("$file | Remove-MeecoAttachment -Confirm:$false").Succeeded();
        shell.Run($"@(Get-MeecoAttachment '{label}').Count").Lines.Should().Equal("0");
    }

    [Fact]
    public void A_thumbnail_goes_in_and_comes_back()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Thumbs");
        Make("photo.png", "large");
        Make("small.png", "small");

        var run = shell.With("folder", _folder).Run($$"""
            $file = Add-MeecoAttachment '{{label}}' "$folder/photo.png"
            ($file | Add-MeecoThumbnail -Path "$folder/small.png" -Size 256x256/png).Size
            (Get-MeecoAttachment '{{label}}').Thumbnails | Save-MeecoThumbnail -Destination $folder -PassThru | ForEach-Object Name
            (Get-MeecoAttachment '{{label}}').Thumbnails | Save-MeecoThumbnail -Destination $folder
            """);

        run.Lines.Should().Equal("256x256/png", "photo.256x256.png");
        run.ErrorIds.Should().Equal("FileExists");
        File.ReadAllText(Path.Combine(_folder, "photo.256x256.png")).Should().Be("small");
    }

    [Fact]
    public void The_key_of_a_file_stands_in_no_view_and_no_stream()
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);
        var label = shell.NewItem("Secretive");
        Make("photo.png", "large");

        var run = shell.With("folder", _folder).Run($$"""
            $VerbosePreference = $DebugPreference = 'Continue'
            $file = Add-MeecoAttachment '{{label}}' "$folder/photo.png"
            $file | Out-Default
            (Get-MeecoItem '{{label}}').Slots | Out-Default
            """).Succeeded();
        var key = shell.Run($"(Get-MeecoItem '{label}').Slots | Where-Object AttachmentId | ForEach-Object Value").Lines.Single();

        key.Should().HaveLength(44);
        person.Shown.Should().Contain("photo.png").And.Contain("(file)").And.NotContain(key);
        run.Transcript.Should().NotContain(key);
    }

    private void Make(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
