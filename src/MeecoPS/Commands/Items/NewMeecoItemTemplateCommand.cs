using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Makes an item template of the user's own. Templates can be neither changed nor removed.</summary>
[Cmdlet(VerbsCommon.New, "MeecoItemTemplate", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoItemTemplate))]
public sealed class NewMeecoItemTemplateCommand : MeecoBulkCmdlet<NewMeecoItemTemplateCommand.Wanted, MeecoItemTemplate>
{
    /// <summary>The template's name for people.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Label { get; set; } = null!;

    /// <summary>
    /// Its slots, in their order: names, labels, or tables with <c>Name</c>, <c>Label</c>, <c>Type</c> and <c>Description</c>.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public object[] Slot { get; set; } = [];

    /// <summary>Its machine name; made from the label when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    /// <summary>What it is filed under.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ClassificationCompleter))]
    public ClassificationIdentity? Classification { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Label;

    /// <inheritdoc />
    protected override IEnumerable<Wanted> Inputs =>
    [
        new Wanted(new NewItemTemplate
        {
            Label = Label,
            Name = Name,
            Description = Description,
            Classification = Classification?.Input,
            Slots = [.. Slot.Select(TemplateSlotReader.Read)],
        }),
    ];

    /// <inheritdoc />
    protected override bool Admit(Wanted input) => ShouldProcess(input.Template.Label, "Make an item template");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItemTemplate> RunAsync(
        Wanted input, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Acting.Templates.CreateAsync(input.Template, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf(Wanted input) => input.Template.Label;

    /// <summary>What one input asks for.</summary>
    public sealed class Wanted
    {
        internal Wanted(NewItemTemplate template) => Template = template;

        internal NewItemTemplate Template { get; }
    }
}
