using System.Management.Automation;
using System.Reflection;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Layers;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Commands;

/// <summary>Ctrl+C while a command waits for a server that does not answer.</summary>
[Collection<OneOrganization>]
public sealed class StopTests(OrganizationStage stage)
{
    // Each is run against a server that takes its request and never answers.
    private static readonly string[] Asking =
    [
        "Add-MeecoAttachment $item $path",
        "Add-MeecoThumbnail $file $path 128x128/png",
        "Approve-MeecoDelegationInvitation token -Force",
        "Approve-MeecoInvitation token",
        "Approve-MeecoOrganizationInvitation token -Force",
        "Approve-MeecoShare $id -Force",
        "Confirm-MeecoDelegation $id",
        "Confirm-MeecoInvitation $id",
        "Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase",
        "Connect-MeecoDelegation $id",
        "Connect-MeecoOrganization $organization",
        "Connect-MeecoOrganizationService $organization $service",
        "Deny-MeecoDelegationInvitation token",
        "Deny-MeecoInvitation token",
        "Deny-MeecoShare $id -Force",
        "Disconnect-Meeco $leaving",
        "Get-MeecoAttachment $item",
        "Get-MeecoClassification",
        "Get-MeecoClientTask",
        "Get-MeecoConnection",
        "Get-MeecoDelegation",
        "Get-MeecoDelegationInvitation",
        "Get-MeecoEvent",
        "Get-MeecoInvitation",
        "Get-MeecoItem",
        "Get-MeecoItemTemplate",
        "Get-MeecoOrganization",
        "Get-MeecoOrganizationMember $organization",
        "Get-MeecoOrganizationService $organization",
        "Get-MeecoSession -Current -Refresh",
        "Get-MeecoShare",
        "Get-MeecoUser",
        "Grant-MeecoDelegation $id",
        "Import-MeecoSession $saved -Passphrase $passphrase",
        "Import-MeecoYaml $document",
        "ConvertFrom-MeecoYaml $text",
        "Invoke-MeecoClientTaskBatch",
        "New-MeecoChildUser",
        "New-MeecoClassification harvest",
        "New-MeecoConnection -To $bob",
        "New-MeecoDelegationInvitation Bob",
        "New-MeecoInvitation Bob",
        "New-MeecoItem custom Stopped @{ a = 'b' }",
        "New-MeecoItemTemplate Stopped",
        "New-MeecoOrganization Stopped",
        "New-MeecoOrganizationInvitation -Session $agent",
        "New-MeecoOrganizationService $organization Stopped",
        "New-MeecoShare $item $id",
        "New-MeecoUser -Passphrase $passphrase",
        "Protect-MeecoItem $id",
        "Remove-MeecoAttachment $file",
        "Remove-MeecoConnection $id",
        "Remove-MeecoDelegation $id",
        "Remove-MeecoDelegationInvitation $id",
        "Remove-MeecoInvitation $id",
        "Remove-MeecoItem $item",
        "Remove-MeecoOrganization $organization",
        "Remove-MeecoOrganizationMember $organization $id",
        "Remove-MeecoOrganizationService $organization $service",
        "Remove-MeecoShare $id",
        "Remove-MeecoSlot $item a",
        "Save-MeecoAttachment $file $folder/saved",
        "Save-MeecoThumbnail $thumbnail $folder/saved",
        "Set-MeecoClientTask $id Todo",
        "Set-MeecoDelegation $id Reader",
        "Set-MeecoItem $item @{ a = 'c' }",
        "Set-MeecoOrganization $organization -Name Stopped",
        "Set-MeecoOrganizationMember $organization $id Admin",
        "Set-MeecoOrganizationService $organization $service -Name Stopped",
        "Set-MeecoShare $id -SharingMode Owner",
        "Update-MeecoShare $item",
    ];

    // These have tests of their own here.
    private static readonly string[] Starting = ["Start-MeecoServer", "Stop-MeecoServer"];

    // These have all that they need on this machine.
    private static readonly string[] OnTheirOwn =
    [
        "ConvertTo-MeecoYaml", "Export-MeecoSession", "Export-MeecoYaml", "Get-MeecoAccountSecret", "Get-MeecoEnvironment", "Get-MeecoServer",
        "Set-MeecoEnvironment", "Set-MeecoSession",
    ];

    // Nothing here is about time; a command that does not stop must only not hang the run.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Hopeless = TimeSpan.FromSeconds(30);

    [Fact]
    public void Every_command_either_waits_for_nobody_or_is_stopped_here() => BuiltAssemblies.Load("MeecoPS").GetExportedTypes()
        .Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>()
        .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
        .Should().BeEquivalentTo([.. Asking.Select(NameOf), .. Starting, .. OnTheirOwn]);

    [Fact]
    public void A_command_that_a_server_does_not_answer_ends_when_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        using var shell = stage.As("alice");
        using var door = new Door(((Uri)shell.Run("$server.Url").Single.BaseObject).Port);
        File.WriteAllText(Path.Combine(folder.Path, "file.png"), "not really a picture");
        shell.With("address", door.Address).With("folder", folder.Path).Run("""
            $ConfirmPreference = 'None'
            $id = [guid]::NewGuid()
            $path, $saved, $document = "$folder/file.png", "$folder/session", "$folder/alice.yaml"
            Set-MeecoEnvironment "${address}vault" "${address}keystore"
            $leaving = Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase
            $here = Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase
            $agent = Connect-MeecoOrganization $organization
            $item = New-MeecoItem custom 'To be stopped' @{ a = 'b' }
            $file = Add-MeecoAttachment $item $path
            $thumbnail = Add-MeecoThumbnail $file $path 128x128/png
            Export-MeecoSession $saved -Passphrase $passphrase
            $here | Export-MeecoYaml $document -IncludeSecret
            $text = [System.IO.File]::ReadAllText($document)
            """).Succeeded();
        door.Shut();

        foreach (var script in Asking)
        {
            door.ForgetKnocks();
            using var command = shell.Start(script);
            var running = command.BeginInvoke();
            WaitUntil(() => running.IsCompleted || door.HasKnock(), script);

            // Its errors, should there be any: whoever only looks at them waits for the last one.
            running.IsCompleted.Should().BeFalse($"{script} waits: {string.Join("; ", command.Streams.Error.ReadAll())}");

            Stop(command, script);
        }
    }

    [Fact]
    public void A_server_that_starts_is_given_up_when_the_command_is_stopped()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        using var shell = new HostedShell().With("path", data);
        using var command = shell.Start("Start-MeecoServer $path");
        var running = command.BeginInvoke();
        WaitUntil(() => running.IsCompleted || Directory.Exists(data), "Start-MeecoServer");
        running.IsCompleted.Should().BeFalse("a server is not there at once");

        Stop(command, "Start-MeecoServer");

        shell.Run("@(Get-MeecoServer).Count").Succeeded().Lines.Should().Equal("0");
    }

    [Fact]
    public async Task A_server_that_does_not_end_is_not_waited_for_when_the_command_is_stopped()
    {
        Signal.SkipIfMissing();
        using var shell = new HostedShell();
        var id = (int)shell.Run("$mine = Start-MeecoServer; $mine.ProcessId").Single.BaseObject;
        await Signal.PauseAsync(id);
        using var command = shell.Start("'begun'; Stop-MeecoServer $mine");
        using var written = new PSDataCollection<PSObject>();
        using var begun = new ManualResetEventSlim();
        written.DataAdded += (_, _) => begun.Set();
        command.BeginInvoke<PSObject, PSObject>(input: null, written);
        begun.Wait(TestContext.Current.CancellationToken);

        Stop(command, "Stop-MeecoServer");

        await Signal.ContinueAsync(id);
    }

    private static string NameOf(string script) => script.Split(' ')[0];

    private static void WaitUntil(Func<bool> isSo, string script) =>
        SpinWait.SpinUntil(isSo, Hopeless).Should().BeTrue($"{script} does something");

    private static void Stop(PowerShell command, string script)
    {
        var stopping = command.BeginStop(callback: null, state: null);
        stopping.AsyncWaitHandle.WaitOne(Patience).Should().BeTrue($"{script} ends when it is stopped");
        command.EndStop(stopping);
        command.InvocationStateInfo.State.Should().Be(PSInvocationState.Stopped, script);
    }
}
