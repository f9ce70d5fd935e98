using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.ClientTasks;

/// <summary>Lists the work that waits for, or was done by, the user's client; nothing is claimed by looking.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoClientTask")]
[OutputType(typeof(MeecoClientTask))]
public sealed class GetMeecoClientTaskCommand : MeecoSessionCmdlet
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
    protected override object? ErrorTarget => Item?.Source;

    /// <inheritdoc />
    protected override void Process()
    {
        var filter = new ClientTaskFilter
        {
            States = State ?? [],
            WorkType = WorkType,
            TargetId = Item is { } item ? Await(cancel => item.ResolveIdAsync(Acting, cancel)) : null,
        };
        Stream(Acting.ClientTasks.ListAsync(filter, StopToken).Take(First));
    }
}
