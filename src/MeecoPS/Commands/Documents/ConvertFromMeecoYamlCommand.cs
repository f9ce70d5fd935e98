using System.Management.Automation;
using System.Security;
using System.Text;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Documents;

/// <summary>Reads documents of Meeco's CLI from text, and hands on the objects that they describe.</summary>
[Cmdlet(VerbsData.ConvertFrom, "MeecoYaml")]
[OutputType(
    typeof(MeecoSession),
    typeof(MeecoItem),
    typeof(MeecoItemRequest),
    typeof(MeecoItemUpdate),
    typeof(MeecoConnection),
    typeof(MeecoConnectionReference),
    typeof(MeecoConnectionRequest),
    typeof(MeecoShare),
    typeof(MeecoShareRequest),
    typeof(MeecoClientTask),
    typeof(MeecoItemTemplate),
    typeof(MeecoInvitation),
    typeof(MeecoOrganization),
    typeof(MeecoOrganizationRequest),
    typeof(MeecoOrganizationMember),
    typeof(MeecoOrganizationService),
    typeof(MeecoOrganizationServiceRequest),
    typeof(MeecoAttachmentRequest),
    typeof(MeecoThumbnailRequest),
    typeof(MeecoUserCredential),
    typeof(MeecoUserData),
    typeof(MeecoEnvironment))]
public sealed class ConvertFromMeecoYamlCommand : MeecoCmdlet
{
    private const string Source = "the input";

    private readonly StringBuilder _text = new();

    /// <summary>The text, whole or line by line.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[] InputObject { get; set; } = [];

    /// <summary>The only kind of document that is welcome; any when it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Kind { get; set; }

    /// <summary>The passphrases of the users in the document, in its order, for sessions that have ended.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SecureString[] Passphrase { get; set; } = [];

    /// <summary>The id of the user for whom a session shall act, out of those whom the document names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DelegationId { get; set; }

    /// <summary>Where sessions are taken up; the runspace's environment when it is not given.</summary>
    [Parameter]
    [ValidateNotNull]
    public MeecoEnvironment? Environment { get; set; }

    /// <inheritdoc />
    protected override void Process()
    {
        foreach (var line in InputObject)
        {
            // Beyond the limit nothing is read anyway, and a pipeline may have no end.
            if (_text.Length <= YamlReader.MaxLength)
            {
                _text.Append(line).Append('\n');
            }
        }
    }

    /// <inheritdoc />
    protected override void Complete()
    {
        var import = new DocumentImport(Environment, Waits.Show)
        {
            Passphrases = Passphrase,
            DelegationId = DelegationId,
            Kind = Kind,
        };
        Stream(import.ReadAsync(Source, DocumentSource.ReadText(Source, _text.ToString()), StopToken), read =>
        {
            DocumentImport.Keep(read);
            WriteObject(read);
        });
    }
}
