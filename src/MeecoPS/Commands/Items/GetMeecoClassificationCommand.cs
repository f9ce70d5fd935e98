using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Lists the words that items and templates are classified by: those of the vault and the user's own.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoClassification")]
[OutputType(typeof(MeecoClassification))]
public sealed class GetMeecoClassificationCommand : MeecoSessionCmdlet
{
    /// <summary>Machine names, wildcards allowed, or ids; one without wildcards that does not exist is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only words of this scheme.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scheme { get; set; }

    /// <summary>Only the user's own words; with <c>-Own:$false</c> only the vault's.</summary>
    [Parameter]
    public SwitchParameter Own { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Name;

    /// <inheritdoc />
    protected override void Process()
    {
        foreach (var name in Name ?? ["*"])
        {
            if (Guid.TryParse(name, out _))
            {
                WriteObject(Await(cancel => Acting.Classifications.GetAsync(name, cancel)));
            }
            else
            {
                List(name);
            }
        }
    }

    private void List(string name)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        var isFound = WildcardPattern.ContainsWildcardCharacters(name);
        Stream(
            Acting.Classifications.ListAsync(Filter(), StopToken).Where(node => pattern.IsMatch(node.Name)),
            node =>
            {
                isFound = true;
                WriteObject(node);
            });
        if (!isFound)
        {
            throw ClientErrors.ClassificationNotFound(name);
        }
    }

    private ClassificationFilter Filter() => new()
    {
        Scheme = Scheme,
        Own = Own.IsPresent ? true : MyInvocation.BoundParameters.ContainsKey(nameof(Own)) ? false : null,
    };
}
