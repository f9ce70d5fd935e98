using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.ClientTasks;

/// <summary>
/// Runs the client tasks that wait: encrypts changed items again for all their shares, hands new delegates the user's key,
/// keeps a key that the user was handed. Each task is completed, failed
/// with its reason, or skipped; a failure is an error too and stops no other. May be interrupted and run again.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "MeecoClientTaskBatch", SupportsShouldProcess = true, DefaultParameterSetName = Once)]
[OutputType(typeof(MeecoClientTaskResult))]
public sealed class InvokeMeecoClientTaskBatchCommand : MeecoSessionCmdlet
{
    private const string Once = "Once";
    private const string Watching = "Watch";

    /// <summary>Which tasks to take up: those to do, the default, or those that failed.</summary>
    [Parameter(Position = 0)]
    [ValidateSet(nameof(ClientTaskState.Todo), nameof(ClientTaskState.Failed))]
    public ClientTaskState State { get; set; } = ClientTaskState.Todo;

    /// <summary>At most this many tasks; of each round, where it watches.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>How many tasks are worked on at the same time: 1 to 64, 8 by default.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Takes up what ended sessions had claimed; what live sessions have claimed, after a question, unless it watches.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Stays until it is stopped, and runs what waits again and again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Watching)]
    public SwitchParameter Watch { get; set; }

    /// <summary>How many seconds there are between two rounds: 1 to 3600, 30 by default.</summary>
    [Parameter(ParameterSetName = Watching)]
    [ValidateRange(1, 3600)]
    public int Interval { get; set; } = 30;

    /// <inheritdoc />
    protected override void Process()
    {
        var waiting = Await(cancel => Acting.ClientTasks.CountAsync(State, cancel));
        var most = Math.Min(waiting, First ?? waiting);
        if (!ShouldProcess($"{most} of {waiting} client task(s) that {(State == ClientTaskState.Failed ? "failed" : "wait")}", "Run"))
        {
            return;
        }

        var options = new BatchOptions
        {
            First = First,
            ThrottleLimit = ThrottleLimit,
            RetryFailed = State == ClientTaskState.Failed,
            Force = Force,
        };
        if (Watch)
        {
            RunRounds(options);
            return;
        }

        var round = Run(options, before: null, most);
        if (Force && round.ClaimedElsewhere > 0 && AgreesToTakeOver(round.ClaimedElsewhere))
        {
            Run(options with { ForceLive = true }, before: null, round.ClaimedElsewhere);
        }
    }

    private void RunRounds(BatchOptions options)
    {
        for (BatchRound? before = null; ;)
        {
            try
            {
                before = Run(options, before, expected: null);
                WriteInformation(new HostInformationMessage { Message = before.ToString() }, ["PSHOST"]);
            }
            catch (MeecoException error) when (error.Category is MeecoErrorCategory.Connection or MeecoErrorCategory.Busy or MeecoErrorCategory.Server)
            {
                WriteWarning($"{error.Message} The next round is in {Interval} s.");
            }

            Await(cancel => Task.Delay(TimeSpan.FromSeconds(Interval), cancel));
        }
    }

    private BatchRound Run(BatchOptions options, BatchRound? before, int? expected)
    {
        using var report = new BatchReport(this, new BatchRound(before), expected, ThrottleLimit);
        Stream(Acting.ClientTasks.RunBatchAsync(options, StopToken), report.Write);
        return report.Round;
    }

    private bool AgreesToTakeOver(int claimed) => HostPrompt.Consent(
        Host,
        "Client tasks of other sessions",
        $"{claimed} task(s) are claimed by sessions that live. Take them over? The same work may then be done twice.") ?? false;
}
