using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Lists the words that items and templates are classified by: those of the vault and the user's own.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoClassification")]
[OutputType(typeof(MeecoClassification))]
public sealed class GetMeecoClassificationCommand : MeecoBulkCmdlet<string, MeecoClassification>
{
    /// <summary>Machine names, wildcards allowed, or ids; one without wildcards that does not exist is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClassificationNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only words of this scheme.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scheme { get; set; }

    /// <summary>Only the user's own words; with <c>-Own:$false</c> only the vault's.</summary>
    [Parameter]
    public SwitchParameter Own { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<string> Inputs => Name ?? ["*"];

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoClassification> RunAsync(
        string input, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Guid.TryParse(input, out _))
        {
            yield return await Acting.Classifications.GetAsync(input, cancel).ConfigureAwait(false);
            yield break;
        }

        var names = new NamePatterns([input]);
        var isFound = NamePatterns.IsPattern(input);
        await foreach (var node in Acting.Classifications.ListAsync(Filter(), cancel).Where(one => names.Fits(one.Name)).ConfigureAwait(false))
        {
            isFound = true;
            yield return node;
        }

        if (!isFound)
        {
            throw ClientErrors.ClassificationNotFound(input);
        }
    }

    private ClassificationFilter Filter() => new()
    {
        Scheme = Scheme,
        Own = Said(Own, nameof(Own)),
    };
}
