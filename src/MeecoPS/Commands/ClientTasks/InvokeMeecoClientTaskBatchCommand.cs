using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.ClientTasks;

/// <summary>
/// Runs the client tasks that wait: encrypts changed items again for all their shares, hands new delegates the user's key,
/// keeps a key that the user was handed. Each task is completed, failed
/// with its reason, or skipped; a failure is an error too and stops no other. May be interrupted and run again.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "MeecoClientTaskBatch", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoClientTaskResult))]
public sealed class InvokeMeecoClientTaskBatchCommand : MeecoSessionCmdlet
{
    private int _claimedElsewhere;

    /// <summary>Which tasks to take up: those to do, the default, or those that failed.</summary>
    [Parameter(Position = 0)]
    [ValidateSet(nameof(ClientTaskState.Todo), nameof(ClientTaskState.Failed))]
    public ClientTaskState State { get; set; } = ClientTaskState.Todo;

    /// <summary>At most this many tasks.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Takes up what ended sessions had claimed; what live sessions have claimed, after a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void Process()
    {
        var waiting = Await(Acting.ClientTasks.CountOutstandingAsync);
        if (!ShouldProcess($"to do: {waiting.Todo}, in progress: {waiting.InProgress}", "Run client tasks"))
        {
            return;
        }

        var options = new BatchOptions { First = First, RetryFailed = State == ClientTaskState.Failed, Force = Force };
        Run(options);
        if (Force && _claimedElsewhere > 0 && AgreesToTakeOver())
        {
            Run(options with { ForceLive = true });
        }
    }

    private void Run(BatchOptions options) =>
        Stream(Acting.ClientTasks.RunBatchAsync(options, Steps, StopToken), result =>
        {
            if (result.ErrorId == "ClientTaskClaimed")
            {
                _claimedElsewhere++;
            }

            WriteObject(result);
            if (result.Error is { } error)
            {
                WriteError(MeecoErrors.From(error, result));
            }
        });

    private bool AgreesToTakeOver() => HostPrompt.Consent(
        Host,
        "Client tasks of other sessions",
        $"{_claimedElsewhere} task(s) are claimed by sessions that live. Take them over? The same work may then be done twice.") ?? false;
}
