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
        $"There is no Meeco.Server at '{place}', or it needs the command 'dotnet', which is not on the path.",
        "Give the folder of the server with -ServerPath.");

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
