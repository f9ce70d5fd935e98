using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Events;

/// <summary>Lists what happened, newest first: who did what to which item, share, connection or session.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoEvent")]
[OutputType(typeof(MeecoEvent))]
public sealed class GetMeecoEventCommand : MeecoSessionCmdlet
{
    // What servers send at most; a filter may pass over many before it finds the few that are wanted.
    private const int MostPerPage = 200;

    /// <summary>Only events of these types, in the wire's words; wildcards allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Only events from then on; a date or time without a zone is UTC.</summary>
    [Parameter]
    [UtcInstant]
    public DateTimeOffset? Since { get; set; }

    /// <summary>At most this many, the newest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc />
    protected override void Process()
    {
        var types = new NamePatterns(Type);
        int? pageSize = types.FitsAll && First < MostPerPage ? First : null;
        Stream(Acting.Events.ListAsync(Since, pageSize, StopToken)
            .Where(one => types.Fits(one.Type))
            .Take(First));
    }
}
