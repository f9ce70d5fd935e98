using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Shares;

/// <summary>
/// Changes when outgoing shares end and whether their recipients may share on. What becomes stricter becomes so for
/// the on-shares under them too.
/// </summary>
[Cmdlet(VerbsCommon.Set, "MeecoShare", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoShare))]
public sealed class SetMeecoShareCommand : MeecoBulkCmdlet<ShareIdentity, MeecoShare>
{
    private ShareChanges _changes = new();

    /// <summary>The shares to change: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ShareId", "Id")]
    public ShareIdentity[] Share { get; set; } = [];

    /// <summary>When the shares end; a date or time without a zone is UTC, and <c>$null</c> is never.</summary>
    [Parameter]
    [AllowNull]
    [UtcInstant]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether the recipients may share on. <c>Owner</c> removes the on-shares they made.</summary>
    [Parameter]
    public SharingMode? SharingMode { get; set; }

    /// <summary>Hands on the shares as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<ShareIdentity> Inputs => Share;

    /// <inheritdoc />
    protected override void Prepare()
    {
        base.Prepare();
        var setExpiry = MyInvocation.BoundParameters.ContainsKey(nameof(ExpiresAt));
        if (!setExpiry && SharingMode is null)
        {
            throw ClientErrors.NothingToChange();
        }

        if (setExpiry)
        {
            WriteVerbose(ExpiresAt is { } end ? $"The shares end at {end:u}." : "The shares do not end.");
        }

        _changes = new ShareChanges { SetExpiresAt = setExpiry, ExpiresAt = ExpiresAt, SharingMode = SharingMode };
    }

    /// <inheritdoc />
    protected override bool Admit(ShareIdentity input) => ShouldProcess(input.ToString(), "Change the share");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> RunAsync(
        ShareIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Shares.ReconfigureAsync(input.Reference, _changes, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoShare> ForeseeAsync(
        ShareIdentity input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var share = await Acting.Shares.GetAsync(input.Reference, cancel).ConfigureAwait(false);
        yield return share with
        {
            ExpiresAt = _changes.SetExpiresAt ? _changes.ExpiresAt : share.ExpiresAt,
            SharingMode = _changes.SharingMode ?? share.SharingMode,
        };
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf(ShareIdentity input) => input.Source;
}
