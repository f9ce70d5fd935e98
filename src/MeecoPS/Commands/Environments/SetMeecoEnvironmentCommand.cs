using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Environments;

/// <summary>Sets where new sessions of this runspace connect to. Sessions that are connected stay where they are.</summary>
[Cmdlet(VerbsCommon.Set, "MeecoEnvironment", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(MeecoEnvironment))]
public sealed class SetMeecoEnvironmentCommand : MeecoCmdlet
{
    private const string AddressSet = "Address";
    private const string ObjectSet = "Environment";
    private const string PathSet = "Path";
    private const int MaxSeconds = 24 * 60 * 60;

    /// <summary>The absolute address of the vault.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public Uri VaultUrl { get; set; } = null!;

    /// <summary>The absolute address of the keystore.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public Uri KeystoreUrl { get; set; } = null!;

    /// <summary>The key of this application at the vault, where the vault asks for one.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public string? VaultSubscriptionKey { get; set; }

    /// <summary>The key of this application at the keystore, where the keystore asks for one.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public string? KeystoreSubscriptionKey { get; set; }

    /// <summary>An environment as <c>Get-MeecoEnvironment</c> or <c>Import-MeecoYaml</c> gives it.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public MeecoEnvironment Environment { get; set; } = null!;

    /// <summary>An environment file of Meeco's CLI.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Allows plain http to another machine: session tokens then travel in clear.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter AllowInsecure { get; set; }

    /// <summary>How many seconds one try of a call may take; a call that can be repeated is tried again. 100 by default.</summary>
    [Parameter]
    [ValidateRange(1, MaxSeconds)]
    public int? TimeoutSec { get; set; }

    /// <summary>How many seconds a call may take with all its tries and waits; 600 by default.</summary>
    [Parameter]
    [ValidateRange(1, MaxSeconds)]
    public int? CallTimeoutSec { get; set; }

    /// <summary>Hands on the environment.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool FailureIsTerminating => true;

    /// <inheritdoc />
    protected override object? ErrorTarget => ParameterSetName == PathSet ? Path : VaultUrl;

    /// <inheritdoc />
    protected override void Process()
    {
        var environment = ParameterSetName switch
        {
            ObjectSet => Environment,
            PathSet => Read(GetUnresolvedProviderPathFromPSPath(Path), AllowInsecure),
            _ => new MeecoEnvironment(VaultUrl, KeystoreUrl, VaultSubscriptionKey, KeystoreSubscriptionKey, AllowInsecure),
        };
        environment = environment with
        {
            TryTimeout = Seconds(TimeoutSec) ?? environment.TryTimeout,
            CallTimeout = Seconds(CallTimeoutSec) ?? environment.CallTimeout,
        };
        var isAdmitted = ShouldProcess(environment.ToString(), "Set the environment");
        if (isAdmitted)
        {
            RunspaceStore.Current.Environment = environment;
        }

        HandOn(environment, PassThru, isAdmitted);
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    private MeecoEnvironment Read(string path, bool allowInsecure) =>
        Await(cancel => EnvironmentFile.ReadAsync(path, allowInsecure, cancel));
}
