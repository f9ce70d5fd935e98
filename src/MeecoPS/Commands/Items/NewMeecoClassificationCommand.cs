using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Makes words of the user's own that items and templates are classified by.</summary>
[Cmdlet(VerbsCommon.New, "MeecoClassification", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoClassification))]
public sealed class NewMeecoClassificationCommand : MeecoBulkCmdlet<NewMeecoClassificationCommand.Wanted, MeecoClassification>
{
    /// <summary>The word's name for people.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Label { get; set; } = null!;

    /// <summary>Its machine name; made from the label when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>What it stands for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    /// <summary>The scheme: one in which users make words of their own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Scheme { get; set; } = ClassificationInput.TagScheme;

    /// <inheritdoc />
    protected override IEnumerable<Wanted> Inputs => [new Wanted(Label, Name, Description)];

    /// <inheritdoc />
    protected override bool Admit(Wanted input) => ShouldProcess(input.Label, $"Make a classification in the scheme {Scheme}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoClassification> RunAsync(
        Wanted input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var wanted = new NewClassification { Scheme = Scheme, Label = input.Label, Name = input.Name, Description = input.Description };
        yield return await Acting.Classifications.CreateAsync(wanted, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(Wanted input) => input.Label;

    /// <summary>What one input asks for.</summary>
    /// <param name="Label">The word's name for people.</param>
    /// <param name="Name">Its machine name.</param>
    /// <param name="Description">What it stands for.</param>
    public sealed record Wanted(string Label, string? Name, string? Description);
}
