using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>
/// Accepts incoming shares: shows the terms of each and asks; <c>-Force</c> agrees without asking. Who does not agree
/// changes nothing.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "MeecoShare", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoShare))]
public sealed class ApproveMeecoShareCommand : MeecoBulkCmdlet<ShareIdentity, MeecoShare>
{
    /// <summary>The shares to accept: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ShareId", "Id")]
    public ShareIdentity[] Share { get; set; } = [];

    /// <summary>Agrees to the terms without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the shares as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ShareIdentity> Inputs => Share;

    /// <inheritdoc />
    protected override bool Admit(ShareIdentity input) =>
        ShouldProcess(input.ToString(), "Accept the share") && (Force || Agrees(input));

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> RunAsync(
        ShareIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Shares.AcceptAsync(input.Reference, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> ForeseeAsync(
        ShareIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var share = await Acting.Shares.GetAsync(input.Reference, cancel).ConfigureAwait(false);
        yield return share.AcceptanceStatus == AcceptanceStatus.Required ? share with { AcceptanceStatus = AcceptanceStatus.Accepted } : share;
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(ShareIdentity input) => input.Source;

    private bool Agrees(ShareIdentity input)
    {
        // Read now: what is agreed to is what stands there now, not what an old object says.
        var share = Await(cancel => Acting.Shares.GetAsync(input.Reference, cancel));
        if (share.AcceptanceStatus != AcceptanceStatus.Required)
        {
            return true;
        }

        var terms = string.IsNullOrWhiteSpace(share.Terms) ? "There are no terms." : $"Terms: {HostPrompt.Printable(share.Terms)}";
        var question = $"{terms}{Environment.NewLine}Do you agree?";
        var sender = HostPrompt.Printable(share.ConnectionName ?? share.SenderId);
        return HostPrompt.Consent(Host, $"Share from {sender}", question) ?? throw MeecoErrors.ConsentRequired();
    }
}
