using System.Globalization;

namespace Meeco;

/// <summary>Makes every error that this library finds by itself; what a server refuses is made elsewhere.</summary>
internal static class ClientErrors
{
    /// <summary>The id of the error that an item was changed since it was read.</summary>
    public const string ItemVersionConflict = "ItemVersionConflict";

    /// <summary>The id of the error that the servers no longer know a session.</summary>
    public const string SavedSessionExpiredId = "SavedSessionExpired";

    /// <summary>The id of the error that a delegate has not proved himself yet.</summary>
    public const string DelegationNotClaimedId = "DelegationNotClaimed";

    /// <summary>The id of the error that the account's owner has not shared his key yet.</summary>
    public const string DelegationNotReadyId = "DelegationNotReady";

    public static MeecoException InvalidEnvironment() => new(
        "InvalidEnvironment",
        MeecoErrorCategory.InvalidArgument,
        "The address of a server must be absolute http or https, without query, fragment or user name.",
        "Give the whole address, for example https://vault.example.org/vault.");

    public static MeecoException InsecureEnvironment(Uri url) => new(
        "InsecureEnvironment",
        MeecoErrorCategory.Security,
        $"Plain http to {url.Host} would send session tokens in clear.",
        "Use https. Plain http is for this machine only; -AllowInsecure allows it elsewhere.");

    public static MeecoException SessionEnded() => new(
        "SessionEnded",
        MeecoErrorCategory.Authentication,
        "The session has ended and its keys are gone.",
        "Connect again with Connect-Meeco.");

    public static MeecoException KeyNotAvailable(string key) => new(
        "KeyNotAvailable",
        MeecoErrorCategory.InvalidState,
        $"This session does not hold {key}.",
        "Use a session that was made with Connect-Meeco.");

    public static MeecoException NoKeystore() => new(
        "NoKeystore",
        MeecoErrorCategory.InvalidState,
        "This session has no keystore: it is the agent of an organization or service, or was read from a file without keys.",
        "Use a session that was made with Connect-Meeco.");

    public static MeecoException InvalidPrivateKey() => new(
        "InvalidPrivateKey",
        MeecoErrorCategory.InvalidArgument,
        "This is not a private RSA key: PEM that begins with -----BEGIN RSA PRIVATE KEY----- is expected.",
        "Give the private key that the organization or service was made with, unchanged.");

    public static MeecoException KeyPairRequired(string name) => new(
        "KeyPairRequired",
        MeecoErrorCategory.InvalidArgument,
        $"To log in as {name} its key pair is needed.",
        "Give the one that it was made with, with -KeyPair or -PrivateKey.");

    public static MeecoException NotAnAgent() => new(
        "NotAnAgent",
        MeecoErrorCategory.InvalidState,
        "Only an organization or a service invites so, and this is the session of a user.",
        "Connect with Connect-MeecoOrganization or Connect-MeecoOrganizationService, and give that session with -Session.");

    public static MeecoException NotAnOrganizationInvitation() => new(
        "NotAnOrganizationInvitation",
        MeecoErrorCategory.InvalidArgument,
        "This invitation comes neither from an organization nor from a service.",
        "Use Approve-MeecoInvitation.");

    public static MeecoException OrganizationNotFound(string organization) => new(
        "OrganizationNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no organization '{organization}', or it is not yours to act for.",
        "Get-MeecoOrganization lists them; -Mode Member those that you act for.");

    public static MeecoException OrganizationServiceNotFound(string service) => new(
        "OrganizationServiceNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no service '{service}', or it is not validated.",
        "Get-MeecoOrganizationService lists those of an organization.");

    public static MeecoException OrganizationMemberNotFound(string member) => new(
        "OrganizationMemberNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no member '{member}'.",
        "Get-MeecoOrganizationMember lists them.");

    public static MeecoException SavedSessionExpired() => new(
        SavedSessionExpiredId,
        MeecoErrorCategory.Authentication,
        "The servers no longer know the saved session.",
        "Connect again with Connect-Meeco.");

    public static MeecoException SessionFileUnreadable(string place, string reason) => new(
        "SessionFileUnreadable",
        MeecoErrorCategory.InvalidArgument,
        $"The saved session '{place}' cannot be read: {reason.TrimEnd('.')}.",
        "Name one that Export-MeecoSession wrote, and give a passphrase where it was given one.");

    public static MeecoException SessionFileLocked(string place) => new(
        "SessionFileLocked",
        MeecoErrorCategory.Authentication,
        $"The saved session '{place}' does not open with this passphrase, or it was changed.",
        "Give the passphrase that it was exported with.");

    public static MeecoException SecretFileUnreadable(string path, string reason) => new(
        "SecretFileUnreadable",
        MeecoErrorCategory.InvalidArgument,
        $"The file '{path}' that is to hold a secret cannot be read: {reason.TrimEnd('.')}.",
        "Check the path in the environment variable, and that the file holds the secret and nothing else.");

    public static MeecoException SecretFileNotPrivate(string path) => new(
        "SecretFileNotPrivate",
        MeecoErrorCategory.Security,
        $"The file '{path}' that holds a secret can be read or written by others.",
        "Make it yours alone (chmod 600), and change the secret if somebody may have seen it.");

    public static MeecoException FileExists(string path) => new(
        "FileExists",
        MeecoErrorCategory.InvalidState,
        $"There is a file '{path}' already.",
        "Choose another name, or replace it with -Force.");

    public static MeecoException FileNotWritten(string path, string reason) => new(
        "FileNotWritten",
        MeecoErrorCategory.InvalidState,
        $"The file '{path}' cannot be written: {reason}",
        "Check that the folder exists and that you may write to it.");

    public static MeecoException InvalidSecret() => new(
        "InvalidAccountSecret",
        MeecoErrorCategory.InvalidArgument,
        "This is not an account secret: 1.<user name>.<groups of letters and digits> is expected.",
        "Use the secret that New-MeecoUser gave, unchanged.");

    public static MeecoException LoginFailed() => new(
        "LoginFailed",
        MeecoErrorCategory.Authentication,
        "Passphrase or account secret is wrong, or there is no such user.",
        "Check both; the secret is the one that New-MeecoUser gave.");

    public static MeecoException InvalidLifetime() => new(
        "InvalidLifetime",
        MeecoErrorCategory.InvalidArgument,
        "A session cannot live for no time.",
        "Give a span of time that is greater than zero, for example '01:00:00' for an hour.");

    public static MeecoException EmptyPassphrase() => new(
        "EmptyPassphrase",
        MeecoErrorCategory.InvalidArgument,
        "The passphrase must not be empty.",
        "Give one of several words that nobody guesses.");

    public static MeecoException ServerNotAuthentic() => new(
        "ServerNotAuthentic",
        MeecoErrorCategory.Security,
        "The keystore could not prove that it knows this user's verifier.",
        "Check the keystore's address: this may be another server that pretends to be it.");

    public static MeecoException AccountIncomplete(string userName) => new(
        "AccountIncomplete",
        MeecoErrorCategory.InvalidState,
        $"The registration of {userName} was interrupted.",
        "Run New-MeecoUser with the same -Passphrase and -Secret to finish it.");

    public static MeecoException AccountExists(string userName) => new(
        "AccountExists",
        MeecoErrorCategory.InvalidState,
        $"The user {userName} is registered already.",
        "Use Connect-Meeco.");

    public static MeecoException ItemNotFound(string item) => NotFound(
        "Item", item, "Get-MeecoItem lists yours; -Label takes wildcards, as in -Label 'De*'.");

    public static MeecoException SlotNotFound(string slot) => NotFound(
        "Slot", slot, "Get-MeecoItem shows the slots that an item has now; they are named by their machine names.");

    public static MeecoException ItemTemplateNotFound(string template) => new(
        "ItemTemplateNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no item template '{template}'.",
        "Get-MeecoItemTemplate lists them.");

    public static MeecoException ClassificationNotFound(string classification) => new(
        "ClassificationNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no classification '{classification}'.",
        "Get-MeecoClassification lists them.");

    public static MeecoException ConnectionNotFound(string connection) => new(
        "ConnectionNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no connection '{connection}'.",
        "Get-MeecoConnection lists them; an invitation makes one.");

    public static MeecoException InvitationNotFound() => new(
        "InvitationNotFound",
        MeecoErrorCategory.NotFound,
        "There is no such invitation, or it can no longer be used.",
        "Ask for a new one.");

    public static MeecoException InvitationNotAccepted(InvitationState state) => new(
        "InvitationNotAccepted",
        MeecoErrorCategory.InvalidState,
        $"Only an accepted invitation can be confirmed; this one is {state.ToString().ToLowerInvariant()}.",
        "Get-MeecoInvitation -State Accepted lists those that wait.");

    public static MeecoException ConfirmationNeeded() => new(
        "ConfirmationNeeded",
        MeecoErrorCategory.InvalidState,
        "The invitation is accepted, and its sender has to confirm it.",
        "He runs Confirm-MeecoInvitation.");

    public static MeecoException PassphraseNeeded() => new(
        "PassphraseNeeded",
        MeecoErrorCategory.InvalidArgument,
        "Shares that are prepared with an invitation need a passphrase, which the invited user gives when he accepts.",
        "Give -Passphrase, or make the invitation with -Multistep.");

    public static MeecoException PassphraseNotNeeded() => new(
        "PassphraseNotNeeded",
        MeecoErrorCategory.InvalidArgument,
        "A passphrase is for the shares that are prepared with an invitation of one step.",
        "Leave -Passphrase out.");

    public static MeecoException PassphraseWrong() => new(
        "PassphraseWrong",
        MeecoErrorCategory.Authentication,
        "The passphrase does not open the shares that were prepared with the invitation; nothing was changed.",
        "Ask the one who invites for the passphrase.");

    public static MeecoException ShareUnderPassphrase(string shareId) => new(
        "ShareUnderPassphrase",
        MeecoErrorCategory.InvalidState,
        $"The key of the share {shareId} is under the passphrase of the invitation that it came with.",
        "Ask the sender to share the item again.");

    public static MeecoException NameTooLong() => new(
        "NameTooLong",
        MeecoErrorCategory.InvalidArgument,
        "The name is too long to be encrypted for the sender.",
        "Give a shorter one.");

    public static MeecoException OwnSessionNeeded() => new(
        "DelegationNotPermitted",
        MeecoErrorCategory.PermissionDenied,
        "This session acts for another user, who must do this himself.",
        "Use the session of your own that it was made from, with -Session.");

    public static MeecoException DelegationNotFound(string delegation) => new(
        "DelegationNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no delegation '{delegation}' that goes this way.",
        "Get-MeecoDelegation lists them.");

    public static MeecoException DelegationInvitationNotFound() => new(
        "DelegationInvitationNotFound",
        MeecoErrorCategory.NotFound,
        "There is no such invitation to a delegation, or it can no longer be used.",
        "Get-MeecoDelegationInvitation lists them; else ask for a new one.");

    public static MeecoException NotADelegationInvitation() => new(
        "NotADelegationInvitation",
        MeecoErrorCategory.InvalidArgument,
        "This invitation is not for a delegation.",
        "Approve-MeecoInvitation accepts other invitations.");

    public static MeecoException DelegationNotClaimed(string userId) => new(
        DelegationNotClaimedId,
        MeecoErrorCategory.InvalidState,
        $"The delegate of the connection to {userId} has not proved himself yet.",
        "The delegate runs Approve-MeecoDelegationInvitation with the same invitation again.");

    public static MeecoException DelegationNotReady() => new(
        DelegationNotReadyId,
        MeecoErrorCategory.InvalidState,
        "The account's owner has not shared his key yet.",
        "He runs Grant-MeecoDelegation or Invoke-MeecoClientTaskBatch.");

    public static MeecoException DelegateNotVerified(string userId) => new(
        "DelegateNotVerified",
        MeecoErrorCategory.Security,
        $"The signature of the delegate is not by the key of the connection to {userId}: no key was handed out.",
        "Do not trust this delegation: Remove-MeecoDelegation ends it.");

    /// <summary>A share is to be answered that the user of the session did not receive.</summary>
    public static MeecoException ShareNotReceived(string share) => new(
        "ShareNotFound",
        MeecoErrorCategory.NotFound,
        $"Nobody made a share '{share}' with you, or it has ended. Only its recipient answers a share.",
        "Get-MeecoShare -Direction Incoming lists those that you can answer.");

    public static MeecoException ShareNotFound(string share) => NotFound("Share", share, "Get-MeecoShare lists yours with their ids, by which shares are named; one that was ended is gone.");

    public static MeecoException ClientTaskNotFound(string task) => NotFound(
        "ClientTask", task, "Get-MeecoClientTask lists yours; what was done long ago is gone.");

    public static MeecoException AttachmentNotFound(string attachment) => NotFound("Attachment", attachment, "Get-MeecoAttachment lists the files of an item.");

    public static MeecoException ThumbnailNotFound(string thumbnail) => NotFound("Thumbnail", thumbnail, "Get-MeecoAttachment shows the thumbnails that a file has now.");

    public static MeecoException AttachmentKeyMissing(string item, string slot) => new(
        "AttachmentKeyMissing",
        MeecoErrorCategory.InvalidState,
        $"The slot '{slot}' of '{item}' has a file but not its key.",
        "Of a received item: ask the owner to update the share.");

    public static MeecoException FileNotFound(string path) => new(
        "FileNotFound",
        MeecoErrorCategory.NotFound,
        $"There is no file '{path}'.",
        "Check the path; -LiteralPath takes one with brackets as it stands.");

    public static MeecoException FileNotReadable(string path, string why) => new(
        "FileNotReadable",
        MeecoErrorCategory.InvalidArgument,
        $"The file '{path}' cannot be read: {why}",
        "Check that you may read it and that no other program holds it.");

    public static MeecoException FileTooLarge(string path, long most) => new(
        "FileTooLarge",
        MeecoErrorCategory.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"The file '{path}' is empty, or larger than {most} bytes."),
        "Choose another file.");

    public static MeecoException FileChanged(string path) => new(
        "FileChanged",
        MeecoErrorCategory.InvalidState,
        $"The file '{path}' was changed while it was read.",
        "Try again when nobody writes to it.");

    public static MeecoException Ambiguous(string kind, string name, IEnumerable<string> ids) => new(
        $"{kind}NameAmbiguous",
        MeecoErrorCategory.Ambiguous,
        $"'{name}' is the name of several: {string.Join(", ", ids)}.",
        "Use one of these ids.");

    public static MeecoException ShareNotAccepted(string shareId, string? terms) => new(
        "ShareNotAccepted",
        MeecoErrorCategory.InvalidState,
        $"The share {shareId} must be accepted before its item can be read."
            + (string.IsNullOrWhiteSpace(terms) ? "" : $" Its terms: {terms}"),
        $"Approve-MeecoShare {shareId} accepts it.");

    public static MeecoException ShareRejected(string shareId) => new(
        "ShareRejected",
        MeecoErrorCategory.InvalidState,
        $"The share {shareId} was rejected.",
        "Ask the sender to share again.");

    public static MeecoException ShareExpired(string shareId) => new(
        "ShareExpired",
        MeecoErrorCategory.InvalidState,
        $"The share {shareId} has expired.",
        "Ask the sender to share again.");

    public static MeecoException NotReceived(string item) => new(
        "ItemNotReceived",
        MeecoErrorCategory.InvalidArgument,
        $"'{item}' is your own: its values are under your key already.",
        "Give an item that somebody shared with you.");

    public static MeecoException NotTheOwner(string item) => new(
        "ReceivedItemReadOnly",
        MeecoErrorCategory.PermissionDenied,
        $"'{item}' belongs to somebody else.",
        "Only its owner can update its shares.");

    public static MeecoException VerificationFailed(string item, string slot) => new(
        "VerificationFailed",
        MeecoErrorCategory.Security,
        $"The value of the slot '{slot}' of '{item}' is not the one that its owner shared.",
        "Do not rely on it. Ask the owner to update the share.");

    public static MeecoException CannotVerify(string item, string slot) => new(
        "VerificationKeyMissing",
        MeecoErrorCategory.InvalidState,
        $"The slot '{slot}' of '{item}' came without the means to verify it, so it cannot be encrypted again.",
        "Ask the owner to update the share.");

    public static MeecoException DecryptionFailed(string what) => new(
        "DecryptionFailed",
        MeecoErrorCategory.Security,
        $"{what} cannot be decrypted: it was changed, or encrypted with another key.",
        "Do not rely on it. Of a received item: ask the owner to update the share; of a key pair: give the one that belongs to it.");

    public static MeecoException TextNotEncodable(string what) => new(
        "TextNotEncodable",
        MeecoErrorCategory.InvalidArgument,
        $"{what} holds half of a surrogate pair, which is no text.",
        "Take it anew from where it came: it was cut in the middle of a character. Bytes go into a slot as Base64.");

    public static MeecoException NoRecipients() => new(
        "NoRecipients",
        MeecoErrorCategory.InvalidArgument,
        "A share needs at least one recipient.",
        "Name connections with -Connection; Get-MeecoConnection lists them.");

    public static MeecoException NotSharedWith(string item, MeecoConnection recipient, MeecoException why) => new(
        why.ErrorId,
        why.Category,
        $"'{item}' was not shared with {recipient.Name ?? recipient.UserId}: {why.Message}",
        why.RecommendedAction);

    public static MeecoException NothingToChange() => new(
        "NothingToChange",
        MeecoErrorCategory.InvalidArgument,
        "Nothing was given to change.",
        "Give a parameter that says what is to be different; Get-Help shows which the command has.");

    public static MeecoException SameUser() => new(
        "SameUser",
        MeecoErrorCategory.InvalidArgument,
        "A user cannot be connected to himself.",
        "Give the session of another user with -To.");

    public static MeecoException ItemKeepsChanging(string item) => new(
        ItemVersionConflict,
        MeecoErrorCategory.Busy,
        $"'{item}' was changed again and again while it was being shared.",
        "Run the command again when nobody else changes the item.");

    public static MeecoException SharesLeftOut(string item, int all, IReadOnlyCollection<string> shareIds)
    {
        const int Named = 10;
        var more = shareIds.Count > Named ? $" and {shareIds.Count - Named} more" : "";
        return new MeecoException(
            "SharesLeftOut",
            MeecoErrorCategory.Security,
            $"{shareIds.Count} of {all} shares of '{item}' were left out, because the public keys of their recipients cannot be used: "
            + $"{string.Join(", ", shareIds.Take(Named))}{more}. The others have the new values.",
            "Remove these shares, and share again over a connection with another key.");
    }

    public static MeecoException NotTheProtocol(string why) => new(
        "UnexpectedAnswer",
        MeecoErrorCategory.Server,
        $"The server's answer is not Meeco's protocol: {why}",
        "Check the addresses of vault and keystore.");

    public static MeecoException AnswerTooLarge(long limit) => new(
        "AnswerTooLarge",
        MeecoErrorCategory.Server,
        string.Create(CultureInfo.InvariantCulture, $"The server's answer is larger than {limit} bytes."),
        "Ask for less at a time, for example by an id; if that does not help, tell the operator of the server.");

    public static MeecoException ServerUnreachable(Uri? address, string why) => new(
        "ServerUnreachable",
        MeecoErrorCategory.Connection,
        $"{address?.GetLeftPart(UriPartial.Authority) ?? "The server"} cannot be reached: {why}",
        "Check the address and that the server runs.");

    public static MeecoException TimedOut(Uri? address) => new(
        "ServerTimedOut",
        MeecoErrorCategory.Connection,
        $"{address?.GetLeftPart(UriPartial.Authority) ?? "The server"} did not answer in time.",
        "Give it more time with Set-MeecoEnvironment -TimeoutSec, or tell its operator that it is slow.");

    public static MeecoException LimitedTooLong(Uri? address, TimeSpan limit) => new(
        "RateLimited",
        MeecoErrorCategory.Busy,
        string.Create(CultureInfo.InvariantCulture, $"{address?.GetLeftPart(UriPartial.Authority) ?? "The server"} limits requests, and this one did not come to its turn within {limit.TotalSeconds} seconds."),
        "Try again later, with fewer at a time (-ThrottleLimit), or give calls more time (Set-MeecoEnvironment -CallTimeoutSec).");

    private static MeecoException NotFound(string kind, string name, string recommendedAction) => new(
        $"{kind}NotFound",
        MeecoErrorCategory.NotFound,
        $"There is no {kind switch { "ClientTask" => "client task", _ => kind.ToLowerInvariant() }} '{name}', or it is not yours to see.",
        recommendedAction);
}
