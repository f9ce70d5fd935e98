using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Environments;

/// <summary>Sets where new sessions of this runspace connect to. Sessions that are connected stay where they are.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoEnvironment", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoEnvironment))]
public sealed class SetMeecoEnvironmentCommand : MeecoCmdlet
{
    /// <summary>The absolute address of the vault.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public Uri VaultUrl { get; set; } = null!;

    /// <summary>The absolute address of the keystore.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public Uri KeystoreUrl { get; set; } = null!;

    /// <summary>The key of this application at the vault, where the vault asks for one.</summary>
    [Parameter]
    public string? VaultSubscriptionKey { get; set; }

    /// <summary>The key of this application at the keystore, where the keystore asks for one.</summary>
    [Parameter]
    public string? KeystoreSubscriptionKey { get; set; }

    /// <summary>Allows plain http to another machine: session tokens then travel in clear.</summary>
    [Parameter]
    public SwitchParameter AllowInsecure { get; set; }

    /// <summary>Hands on the environment.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override object? ErrorTarget => VaultUrl;

    /// <inheritdoc />
    protected override void Process()
    {
        var environment = new MeecoEnvironment(
            VaultUrl, KeystoreUrl, VaultSubscriptionKey, KeystoreSubscriptionKey, AllowInsecure);
        if (!ShouldProcess(environment.ToString(), "Set the environment"))
        {
            return;
        }

        RunspaceStore.Current.Environment = environment;
        if (PassThru)
        {
            WriteObject(environment);
        }
    }
}
