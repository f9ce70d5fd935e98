using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Connects two users whose sessions are both at hand. Users on two machines use <c>New-MeecoInvitation</c> and
/// <c>Approve-MeecoInvitation</c>.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoConnection", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoConnection))]
public sealed class NewMeecoConnectionCommand : MeecoBulkCmdlet<NewMeecoConnectionCommand.Pair, MeecoConnection>
{
    /// <summary>The one user; the runspace's current session when it is not given. The result is as he sees it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("From")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
    public override MeecoSession? Session { get; set; }

    /// <summary>The other user.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SessionObject]
    public MeecoSession To { get; set; } = null!;

    /// <summary>What the one calls the other; the other's user name when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ToName { get; set; }

    /// <summary>What the other calls the one; the one's user name when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? FromName { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<Pair> Inputs => [new Pair(TakeSession(), To, ToName, FromName)];

    /// <inheritdoc />
    protected override object? ErrorTarget => ToName;

    /// <inheritdoc />
    protected override void Prepare()
    {
        // The session may come from the pipeline.
    }

    /// <inheritdoc />
    protected override bool Admit(Pair input) =>
        ShouldProcess($"{input.FromName ?? input.From.UserName} and {input.ToName ?? input.To.UserName}", "Connect");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoConnection> RunAsync(
        Pair input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await input.From.Connections
            .CreateAsync(input.To, input.ToName, input.FromName, progress: null, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(Pair input) => input.ToName ?? input.To.UserName;

    /// <summary>Two users who are to be connected.</summary>
    /// <param name="From">The one.</param>
    /// <param name="To">The other.</param>
    /// <param name="ToName">What the one calls the other.</param>
    /// <param name="FromName">What the other calls the one.</param>
    public sealed record Pair(MeecoSession From, MeecoSession To, string? ToName, string? FromName);
}
