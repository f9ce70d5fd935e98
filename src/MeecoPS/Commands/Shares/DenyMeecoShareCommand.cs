using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>
/// Rejects incoming shares that wait for acceptance; the sender sees it. Where a server cannot reject, the share can
/// only be removed, which is asked for; <c>-Force</c> agrees.
/// </summary>
[Cmdlet(VerbsLifecycle.Deny, "MeecoShare", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoShare))]
public sealed class DenyMeecoShareCommand : MeecoBulkCmdlet<ShareIdentity, MeecoShare?>
{
    /// <summary>The shares to reject: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ShareId", "Id")]
    public ShareIdentity[] Share { get; set; } = [];

    /// <summary>Removes the share without asking where the server cannot reject it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the shares as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ShareIdentity> Inputs => Share;

    /// <inheritdoc />
    protected override bool Admit(ShareIdentity input) => ShouldProcess(input.ToString(), "Reject the share");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare?> RunAsync(
        ShareIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Shares.RejectAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare?> ForeseeAsync(
        ShareIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var share = await Acting.Shares.GetAsync(input.Reference, cancel).ConfigureAwait(false);
        yield return share.AcceptanceStatus == AcceptanceStatus.Required ? share with { AcceptanceStatus = AcceptanceStatus.Rejected } : share;
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override void Deliver(ShareIdentity input, MeecoShare? output)
    {
        if (output is null)
        {
            if (Force || AgreesToRemove(input))
            {
                Await(cancel => Acting.Shares.RemoveAsync(input.Reference, cancel));
            }
        }
        else if (PassThru)
        {
            WriteObject(output);
        }
    }

    /// <inheritdoc />
    protected override object TargetOf(ShareIdentity input) => input.Source;

    private bool AgreesToRemove(ShareIdentity input) =>
        HostPrompt.Consent(Host, input.ToString(), "This server cannot reject a share. Remove it instead?")
        ?? throw MeecoErrors.ConsentRequired();
}
