using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Documents;

/// <summary>Reads the files of Meeco's CLI, and hands on the objects that they describe.</summary>
[Cmdlet(VerbsData.Import, "MeecoYaml")]
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
public sealed class ImportMeecoYamlCommand : MeecoCmdlet
{
    private DocumentImport _import = null!;
    private string? _current;

    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

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
    protected override object? ErrorTarget => _current;

    /// <inheritdoc />
    protected override void Prepare() => _import = new DocumentImport(Environment, Waits.Show)
    {
        Passphrases = Passphrase,
        DelegationId = DelegationId,
        Kind = Kind,
    };

    /// <inheritdoc />
    protected override void Process()
    {
        foreach (var given in Path)
        {
            _current = given;
            var path = GetUnresolvedProviderPathFromPSPath(given);
            var documents = Await(cancel => DocumentSource.ReadFileAsync(path, cancel));
            Stream(_import.ReadAsync(path, documents, StopToken), read =>
            {
                DocumentImport.Keep(read);
                WriteObject(read);
            });
        }
    }
}
