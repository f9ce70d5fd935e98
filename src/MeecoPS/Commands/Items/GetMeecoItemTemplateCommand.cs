using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Lists the templates that items are made from, with the slots they offer.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoItemTemplate")]
[OutputType(typeof(MeecoItemTemplate))]
public sealed class GetMeecoItemTemplateCommand : MeecoBulkCmdlet<string, MeecoItemTemplate>
{
    /// <summary>Machine names, wildcards allowed; a name without wildcards that does not exist is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Template")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemTemplateCompleter))]
    public string[]? Name { get; set; }

    /// <summary>A part of the label.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Like { get; set; }

    /// <summary>The name of a classification node that the templates belong to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClassificationNameCompleter))]
    public string? Classification { get; set; }

    /// <summary>The scheme of the classification.</summary>
    [Parameter]
    [Alias("Scheme")]
    [ValidateNotNullOrEmpty]
    public string? ClassificationScheme { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<string> Inputs => Name ?? ["*"];

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItemTemplate> RunAsync(
        string input, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!NamePatterns.IsPattern(input))
        {
            yield return await Acting.Templates.ResolveAsync(input, cancel).ConfigureAwait(false);
            yield break;
        }

        var names = new NamePatterns([input]);
        var filter = new ItemTemplateFilter
        {
            Like = Like,
            ClassificationName = Classification,
            ClassificationScheme = ClassificationScheme,
        };
        await foreach (var template in Acting.Templates.ListAsync(filter, cancel).Where(one => names.Fits(one.Name)).ConfigureAwait(false))
        {
            yield return template;
        }
    }
}
