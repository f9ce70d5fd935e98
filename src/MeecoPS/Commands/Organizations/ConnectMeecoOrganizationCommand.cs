using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Completion;
using MeecoPS.Identities;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Organizations;

/// <summary>Logs in as an organization that one owns. The session becomes the current one with <c>-MakeCurrent</c> only.</summary>
[Cmdlet(VerbsCommunications.Connect, "MeecoOrganization", DefaultParameterSetName = KeyPairSet)]
[OutputType(typeof(MeecoSession))]
public sealed class ConnectMeecoOrganizationCommand : MeecoSessionCmdlet
{
    private const string KeyPairSet = "KeyPair";
    private const string PrivateKeySet = "PrivateKey";

    /// <summary>The organization: an object, id or exact name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("OrganizationId", "Id")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public OrganizationIdentity Organization { get; set; } = null!;

    /// <summary>Its key pair; the one in the object of <c>New-MeecoOrganization</c> when it is not given.</summary>
    [Parameter(Position = 1, ParameterSetName = KeyPairSet)]
    [ValidateNotNull]
    public MeecoKeyPair? KeyPair { get; set; }

    /// <summary>Its private key as PEM, instead of the pair.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrivateKeySet)]
    public SecureString PrivateKey { get; set; } = null!;

    /// <summary>Makes the session the current one of the runspace.</summary>
    [Parameter]
    public SwitchParameter MakeCurrent { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Organization.Source;

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override void Process()
    {
        using var read = PrivateKey is null ? null : MeecoKeyPair.Read(PrivateKey);
        var pair = read ?? KeyPair ?? Organization.KeyPair ?? throw ClientErrors.KeyPairRequired(Organization.ToString());
        var session = Await(async cancel =>
        {
            var organization = await Organization.ResolveAsync(Acting, cancel).ConfigureAwait(false);
            return await Acting.Organizations.ConnectAsync(organization, pair, cancel).ConfigureAwait(false);
        });
        RunspaceStore.Current.Keep(session);
        if (MakeCurrent)
        {
            RunspaceStore.Current.MakeCurrent(session);
        }

        WriteObject(session);
    }
}
