using System.Management.Automation;
using System.Text;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Documents;

/// <summary>Writes objects as the document that Meeco's CLI reads. Keys and tokens never go this way.</summary>
[Cmdlet(VerbsData.ConvertTo, "MeecoYaml")]
[OutputType(typeof(string))]
public sealed class ConvertToMeecoYamlCommand : MeecoCmdlet
{
    private readonly List<object> _objects = [];

    /// <summary>The objects; several of one kind become one list.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc />
    protected override object? ErrorTarget => _objects.Count == 1 ? _objects[0] : null;

    /// <inheritdoc />
    protected override void Process() => _objects.AddRange(InputObject.Select(each => each.BaseObject));

    /// <inheritdoc />
    protected override void Complete()
    {
        if (_objects.Count == 0)
        {
            return;
        }

        var document = DocumentWriter.Write(_objects, includeSecret: false);
        DocumentOutput.WarnOfLeftOut(this, _objects);
        WriteObject(Encoding.UTF8.GetString(YamlWriter.Write(document)));
    }
}
