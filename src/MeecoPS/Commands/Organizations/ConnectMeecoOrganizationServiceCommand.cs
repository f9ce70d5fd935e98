using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Organizations;

/// <summary>
/// Logs in as a service of an organization that one is a member of. The session becomes the current one with
/// <c>-MakeCurrent</c> only.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "MeecoOrganizationService", DefaultParameterSetName = KeyPairSet)]
[OutputType(typeof(MeecoSession))]
public sealed class ConnectMeecoOrganizationServiceCommand : MeecoSessionCmdlet
{
    private const string KeyPairSet = "KeyPair";
    private const string PrivateKeySet = "PrivateKey";

    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>The service: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(OrganizationServiceCompleter))]
    public OrganizationServiceIdentity Service { get; set; } = null!;

    /// <summary>Its key pair; the one in the object of <c>New-MeecoOrganizationService</c> when it is not given.</summary>
    [Parameter(Position = 2, ParameterSetName = KeyPairSet)]
    [ValidateNotNull]
    public MeecoKeyPair? KeyPair { get; set; }

    /// <summary>Its private key as PEM, instead of the pair.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrivateKeySet)]
    public SecureString PrivateKey { get; set; } = null!;

    /// <summary>Makes the session the current one of the runspace.</summary>
    [Parameter]
    public SwitchParameter MakeCurrent { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Service.Source;

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override void Process()
    {
        using var read = PrivateKey is null ? null : MeecoKeyPair.Read(PrivateKey);
        var pair = read ?? KeyPair ?? Service.KeyPair ?? throw ClientErrors.KeyPairRequired(Service.ToString());
        var session = Await(async cancel =>
        {
            var service = await Service.ResolveAsync(Acting, Organization, cancel).ConfigureAwait(false);
            return await Acting.OrganizationServices.ConnectAsync(service, pair, cancel).ConfigureAwait(false);
        });
        RunspaceStore.Current.Keep(session);
        if (MakeCurrent)
        {
            RunspaceStore.Current.MakeCurrent(session);
        }

        WriteObject(session);
    }
}
