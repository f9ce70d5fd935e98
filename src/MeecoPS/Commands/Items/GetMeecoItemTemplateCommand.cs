using System.Management.Automation;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Lists the templates that items are made from, with the slots they offer.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoItemTemplate")]
[OutputType(typeof(MeecoItemTemplate))]
public sealed class GetMeecoItemTemplateCommand : MeecoSessionCmdlet
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
    public string? Classification { get; set; }

    /// <summary>The scheme of the classification.</summary>
    [Parameter]
    [Alias("Scheme")]
    [ValidateNotNullOrEmpty]
    public string? ClassificationScheme { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        foreach (var name in Name ?? ["*"])
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
                Stream(Acting.Templates.ListAsync(Filter(), StopToken).Where(template => pattern.IsMatch(template.Name)));
            }
            else
            {
                WriteObject(Await(cancel => Acting.Templates.ResolveAsync(name, cancel)));
            }
        }
    }

    private ItemTemplateFilter Filter() => new()
    {
        Like = Like,
        ClassificationName = Classification,
        ClassificationScheme = ClassificationScheme,
    };
}
