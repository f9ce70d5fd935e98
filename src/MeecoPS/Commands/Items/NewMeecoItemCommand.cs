using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Items;

/// <summary>Makes items from a template; the values of their slots are encrypted here.</summary>
[Cmdlet(VerbsCommon.New, "MeecoItem", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoItem))]
public sealed class NewMeecoItemCommand : MeecoBulkCmdlet<(TemplateIdentity Template, string Label, IDictionary? Slot), MeecoItem>
{
    /// <summary>The template.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ItemTemplateCompleter))]
    public TemplateIdentity Template { get; set; } = null!;

    /// <summary>The item's name for people; need not be unique.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Label { get; set; } = null!;

    /// <summary>The values by slot name. A name that the template does not have becomes a slot of its own.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    public IDictionary? Slot { get; set; }

    /// <summary>What the item is classified by, beside what its template is. A tag that is new is made.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClassificationCompleter))]
    public ClassificationIdentity[] Classification { get; set; } = [];

    /// <summary>Leaves out the slots of the template that get no value.</summary>
    [Parameter]
    public SwitchParameter SkipEmptySlot { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<(TemplateIdentity Template, string Label, IDictionary? Slot)> Inputs => [(Template, Label, Slot)];

    /// <inheritdoc />
    protected override bool Admit((TemplateIdentity Template, string Label, IDictionary? Slot) input) => ShouldProcess(input.Label, $"Make an item from {input.Template}");

    /// <inheritdoc />
    protected override async IAsyncEnumerable<MeecoItem> RunAsync(
        (TemplateIdentity Template, string Label, IDictionary? Slot) input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var item = new NewItem
        {
            Template = input.Template.Reference,
            Label = input.Label,
            Slots = SlotTable.Read(input.Slot),
            SkipEmptySlots = SkipEmptySlot,
            Classifications = [.. Classification.Select(node => node.Input)],
        };
        yield return await Acting.Items.CreateAsync(item, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override object TargetOf((TemplateIdentity Template, string Label, IDictionary? Slot) input) => input.Label;
}
