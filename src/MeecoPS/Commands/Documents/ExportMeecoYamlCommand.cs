using System.Management.Automation;
using System.Security.Cryptography;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Documents;

/// <summary>
/// Writes objects to a file that Meeco's CLI reads and only its owner. Keys and tokens go in with
/// <c>-IncludeSecret</c> alone, after a question.
/// </summary>
[Cmdlet(VerbsData.Export, "MeecoYaml", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMeecoYamlCommand : MeecoCmdlet
{
    private readonly List<object> _objects = [];

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The objects; several of one kind become one list.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Writes keys and tokens in clear, as the CLI does: whoever reads the file can act as its user.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Replaces a file of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Path;

    /// <inheritdoc />
    protected override void Process() => _objects.AddRange(InputObject.Select(each => each.BaseObject));

    /// <inheritdoc />
    protected override void Complete()
    {
        if (_objects.Count == 0)
        {
            return;
        }

        var document = DocumentWriter.Write(_objects, IncludeSecret);
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        var isAdmitted = ShouldProcess(path, IncludeSecret ? "Write keys and tokens in clear" : "Write a document") && MayWriteSecrets(path);
        if (isAdmitted)
        {
            Write(YamlWriter.Write(document), path);
        }

        HandOn(FilePaths.Item(this, new FileInfo(path)), PassThru, isAdmitted);
    }

    private void Write(byte[] content, string path)
    {
        if (!IncludeSecret)
        {
            DocumentOutput.WarnOfLeftOut(this, _objects);
        }

        try
        {
            var overwrite = Force.IsPresent;
            Await(cancel => PrivateFile.WriteAsync(path, content, overwrite, cancel));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    // As ConfirmImpact.High does, and for secrets alone: -Confirm has asked already, -Confirm:$false does not want it.
    private bool MayWriteSecrets(string path)
    {
        if (!IncludeSecret
            || MyInvocation.BoundParameters.ContainsKey("Confirm")
            || GetVariableValue("ConfirmPreference") is ConfirmImpact.None)
        {
            return true;
        }

        return HostPrompt.Consent(
            Host,
            "Keys and tokens in clear",
            $"Whoever reads '{path}' can act as its user and read all of his data. Write it?")
            ?? throw MeecoErrors.ConfirmationRequired();
    }
}
