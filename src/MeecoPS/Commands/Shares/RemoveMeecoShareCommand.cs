using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>Ends shares, with what was shared on under them. Sender, owner and recipient may do that.</summary>
[Cmdlet(VerbsCommon.Remove, "MeecoShare", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMeecoShareCommand : MeecoBulkCmdlet<ShareIdentity, MeecoShare>
{
    /// <summary>The shares to end: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ShareId", "Id")]
    public ShareIdentity[] Share { get; set; } = [];

    /// <inheritdoc />
    protected override IEnumerable<ShareIdentity> Inputs => Share;

    /// <inheritdoc />
    protected override bool Admit(ShareIdentity input) => ShouldProcess(input.ToString(), "End the share and the on-shares under it");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> RunAsync(
        ShareIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Acting.Shares.RemoveAsync(input.Reference, cancel).ConfigureAwait(false);
        yield break;
    }

    /// <inheritdoc />
    protected override object TargetOf(ShareIdentity input) => input.Source;
}
