using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>
/// Connects two users whose sessions are both at hand. Users on two machines use <c>New-MeecoInvitation</c> and
/// <c>Approve-MeecoInvitation</c>.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoConnection", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoConnection))]
public sealed class NewMeecoConnectionCommand : MeecoSessionCmdlet
{
    /// <summary>The one user; the runspace's current session when it is not given. The result is as he sees it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("From")]
    [ValidateNotNull]
    public override MeecoSession? Session { get; set; }

    /// <summary>The other user.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
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
    protected override object? ErrorTarget => ToName;

    /// <inheritdoc />
    protected override void Prepare()
    {
        // The session may come from the pipeline.
    }

    /// <inheritdoc />
    protected override void Process()
    {
        var from = TakeSession();
        if (ShouldProcess($"{FromName ?? from.UserName} and {ToName ?? To.UserName}", "Connect"))
        {
            var steps = Steps;
            WriteObject(Await(cancel => from.Connections.CreateAsync(To, ToName, FromName, steps, cancel)));
        }
    }
}
