using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Errors;

/// <summary>Makes every error record of the module: a stable id, a category, the user's own object, and what to do.</summary>
internal static class MeecoErrors
{
    /// <summary>A failure as an error record.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="target">The object it is about, as the user gave it; null when there is none.</param>
    /// <returns>The record.</returns>
    public static ErrorRecord From(MeecoException error, object? target) =>
        new(error, error.ErrorId, Category(error.Category), target)
        {
            // A message may quote terms, which somebody else wrote.
            ErrorDetails = new ErrorDetails(HostPrompt.Printable(error.Message)) { RecommendedAction = error.RecommendedAction },
        };

    /// <summary>A command needs a session, and there is none.</summary>
    public static MeecoException NotConnected() => new(
        "NotConnected",
        MeecoErrorCategory.Authentication,
        "Nobody is connected in this runspace.",
        "Connect with Connect-Meeco or New-MeecoUser, or give a session with -Session.");

    /// <summary>A session is to be made, and nothing says where.</summary>
    public static MeecoException EnvironmentNotSet() => new(
        "EnvironmentNotSet",
        MeecoErrorCategory.InvalidState,
        "There is no environment: neither vault nor keystore is known.",
        "Start a server with Start-MeecoServer, or name one with Set-MeecoEnvironment.");

    /// <summary>There is no server program where it was looked for.</summary>
    public static MeecoException ServerNotFound(string place) => new(
        "ServerNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no Meeco.Server at '{place}'.",
        "Put Meeco.Server beside the module, or give its folder or zip file with -ServerPath.");

    /// <summary>There is a server, and nothing that runs it.</summary>
    public static MeecoException DotnetMissing(string remedy) => new(
        "DotnetMissing",
        MeecoErrorCategory.NotFound,
        "The server needs the command 'dotnet', which is neither on the path nor in DOTNET_ROOT.",
        remedy);

    /// <summary>There is dotnet, and not the runtime that the server needs.</summary>
    public static MeecoException ServerRuntimeMissing(string dotnet, string remedy) => new(
        "ServerRuntimeMissing",
        MeecoErrorCategory.NotFound,
        $"The server needs the ASP.NET Core runtime 10, which '{dotnet}' does not have.",
        remedy);

    /// <summary>A file that is to hold a server is none.</summary>
    public static MeecoException ServerArchiveUnreadable(string path, string reason) => new(
        "ServerArchiveUnreadable",
        MeecoErrorCategory.InvalidArgument,
        $"The server cannot be taken out of '{path}': {reason.TrimEnd('.')}.",
        "Download Meeco.Server again, or expand it and give the folder with -ServerPath.");

    /// <summary>A vault is named, and nothing that knows vaults is installed.</summary>
    public static MeecoException SecretManagementMissing() => new(
        "SecretManagementMissing",
        MeecoErrorCategory.NotFound,
        "-Vault needs the module Microsoft.PowerShell.SecretManagement, which is not installed.",
        "Install-PSResource Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore; or give a file with -Path.");

    /// <summary>No vault has that name.</summary>
    public static MeecoException VaultNotFound(string vault) => new(
        "VaultNotFound",
        MeecoErrorCategory.NotFound,
        $"No vault '{vault}' is registered.",
        "Get-SecretVault lists them; Register-SecretVault makes one known.");

    /// <summary>A vault did not do what it was asked.</summary>
    public static MeecoException VaultFailed(string vault, string reason) => new(
        "VaultFailed",
        MeecoErrorCategory.InvalidState,
        $"The vault '{vault}' failed: {reason.TrimEnd('.')}.",
        "Test-SecretVault tells more; a vault that is locked is opened with Unlock-SecretVault.");

    /// <summary>A vault has a secret of that name.</summary>
    public static MeecoException SecretExists(string secret, string vault) => new(
        "SecretExists",
        MeecoErrorCategory.InvalidState,
        $"There is a secret '{secret}' in the vault '{vault}' already.",
        "Choose another name with -Name, or replace it with -Force.");

    /// <summary>A vault has no secret of that name.</summary>
    public static MeecoException SecretNotFound(string secret, string vault) => new(
        "SecretNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no secret '{secret}' in the vault '{vault}'.",
        "Get-SecretInfo lists what is there; give the name with -Name.");

    /// <summary>A server ended, or stayed silent, instead of serving.</summary>
    public static MeecoException ServerStartFailed(string reason) => new(
        "ServerStartFailed",
        MeecoErrorCategory.InvalidState,
        reason,
        "The message holds what the server said itself.");

    /// <summary>A secret is missing, and the host cannot ask for it.</summary>
    public static MeecoException SecretRequired(string parameter) => new(
        "SecretRequired",
        MeecoErrorCategory.InvalidArgument,
        $"-{parameter} is missing, and this host cannot ask for it.",
        $"Give -{parameter} as a SecureString.");

    /// <summary>Secrets are to be written, and the host cannot ask.</summary>
    public static MeecoException ConfirmationRequired() => new(
        "ConfirmationRequired",
        MeecoErrorCategory.InvalidState,
        "Writing keys and tokens must be confirmed, and this host cannot ask.",
        "Give -Confirm:$false if you mean it.");

    /// <summary>A secret was typed differently the second time.</summary>
    public static MeecoException PassphrasesDiffer() => new(
        "PassphrasesDiffer",
        MeecoErrorCategory.InvalidArgument,
        "The two passphrases are not the same.",
        "Run the command again, or give -Passphrase.");

    /// <summary>Terms are to be agreed to, and the host cannot ask.</summary>
    public static MeecoException ConsentRequired() => new(
        "ConsentRequired",
        MeecoErrorCategory.InvalidState,
        "The terms must be agreed to, and this host cannot ask.",
        "Read the terms with Get-MeecoShare, and agree to them with -Force.");

    /// <summary>A slot of a template was given in a form that is none.</summary>
    public static MeecoException TemplateSlotUnreadable() => new(
        "TemplateSlotUnreadable",
        MeecoErrorCategory.InvalidArgument,
        "A slot of a template is a name, a label, or a table with Name, Label, Type and Description.",
        "Write it so: -Slot vintage, @{ Label = 'Price'; Type = 'key_value' }.");

    /// <summary>An invitation makes more of its recipient than a connection, which another command says.</summary>
    public static MeecoException InvitationHasGraveEffects(string effect, string? command) => new(
        "InvitationHasGraveEffects",
        MeecoErrorCategory.InvalidState,
        $"This invitation is not only to connect: {effect}.",
        command is null ? "Do not accept it with this version." : $"If that is what you want, use {command}.");

    /// <summary>An invitation of a service is to be accepted, and the host cannot ask.</summary>
    public static MeecoException ServiceConsentRequired() => new(
        "ConsentRequired",
        MeecoErrorCategory.InvalidState,
        "Becoming a customer of a service must be agreed to, and this host cannot ask.",
        "Agree to it with -Force.");

    /// <summary>What an invitation binds to is to be agreed to, and the host cannot ask.</summary>
    public static MeecoException ConsentToInvitationRequired() => new(
        "ConsentRequired",
        MeecoErrorCategory.InvalidState,
        "What the invitation binds to must be agreed to, and this host cannot ask.",
        "Ask who invites what it is for, and agree with -Force.");

    private static ErrorCategory Category(MeecoErrorCategory category) => category switch
    {
        MeecoErrorCategory.NotFound => ErrorCategory.ObjectNotFound,
        MeecoErrorCategory.Ambiguous => ErrorCategory.InvalidArgument,
        MeecoErrorCategory.InvalidArgument => ErrorCategory.InvalidArgument,
        MeecoErrorCategory.Authentication => ErrorCategory.AuthenticationError,
        MeecoErrorCategory.PermissionDenied => ErrorCategory.PermissionDenied,
        MeecoErrorCategory.InvalidState => ErrorCategory.InvalidOperation,
        MeecoErrorCategory.Security => ErrorCategory.SecurityError,
        MeecoErrorCategory.Connection => ErrorCategory.ConnectionError,
        MeecoErrorCategory.Busy => ErrorCategory.LimitsExceeded,
        MeecoErrorCategory.Server => ErrorCategory.ProtocolError,
        _ => ErrorCategory.NotSpecified,
    };
}
