using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.ClientTasks;

/// <summary>Sets the state of client tasks by hand, for example to give a claim back.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoClientTask", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoClientTask))]
public sealed class SetMeecoClientTaskCommand : MeecoBulkCmdlet<(ClientTaskIdentity Task, ClientTaskState State), MeecoClientTask>
{
    /// <summary>The tasks: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ClientTaskId", "Id")]
    public ClientTaskIdentity[] ClientTask { get; set; } = [];

    /// <summary>The new state.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public ClientTaskState State { get; set; }

    /// <summary>Hands on the tasks as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<(ClientTaskIdentity Task, ClientTaskState State)> Inputs => ClientTask.Select(task => (task, State));

    /// <inheritdoc />
    protected override bool Admit((ClientTaskIdentity Task, ClientTaskState State) input) =>
        ShouldProcess(input.Task.ToString(), $"Set to {input.State}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoClientTask> RunAsync(
        (ClientTaskIdentity Task, ClientTaskState State) input, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var task in await Acting.ClientTasks.SetStateAsync([input.Task.Reference], input.State, cancel).ConfigureAwait(false))
        {
            yield return task;
        }
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoClientTask> ForeseeAsync(
        (ClientTaskIdentity Task, ClientTaskState State) input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var task = await Acting.ClientTasks.GetAsync(input.Task.Reference, cancel).ConfigureAwait(false);
        yield return task with { State = input.State };
    }

    /// <inheritdoc />
    protected override bool HandsOn => PassThru;

    /// <inheritdoc />
    protected override object TargetOf((ClientTaskIdentity Task, ClientTaskState State) input) => input.Task.Source;
}
