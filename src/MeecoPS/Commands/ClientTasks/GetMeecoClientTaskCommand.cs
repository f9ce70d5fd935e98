using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.ClientTasks;

/// <summary>Lists the work that waits for, or was done by, the user's client; nothing is claimed by looking.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoClientTask")]
[OutputType(typeof(MeecoClientTask))]
public sealed class GetMeecoClientTaskCommand : MeecoBulkCmdlet<GetMeecoClientTaskCommand.About, MeecoClientTask>
{
    /// <summary>Only tasks in one of these states; all when it is not given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public ClientTaskState[]? State { get; set; }

    /// <summary>Only tasks about this item.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public ItemIdentity? Item { get; set; }

    /// <summary>Only tasks of this kind, for example <c>update_item_shares</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkType { get; set; }

    /// <summary>At most this many, the newest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc />
    protected override IEnumerable<About> Inputs => [new About(Item)];

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoClientTask> RunAsync(
        About input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var filter = new ClientTaskFilter
        {
            States = State ?? [],
            WorkType = WorkType,
            TargetId = input.Item is { } item ? await item.ResolveIdAsync(Acting, cancel).ConfigureAwait(false) : null,
        };
        await foreach (var task in Acting.ClientTasks.ListAsync(filter, cancel).Take(First).ConfigureAwait(false))
        {
            yield return task;
        }
    }

    /// <inheritdoc />
    protected override object? TargetOf(About input) => input.Item?.Source;

    /// <summary>What tasks are listed.</summary>
    /// <param name="Item">Those about this item; null for all.</param>
    public sealed record About(ItemIdentity? Item);
}
