using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Meeco.Wire;
using static Meeco.MeecoErrorCategory;

namespace Meeco;

/// <summary>Turns a server's refusal into an error: its code decides, else its status.</summary>
internal static class ServerErrors
{
    private const int MaxMessageLength = 500;
    private const int MaxRequestIdLength = 64;

    private static readonly FrozenDictionary<string, Kind> ByCode = new Dictionary<string, Kind>
    {
        [ErrorCodes.AdmissionTokenInvalid] = new(
            "AdmissionTokenInvalid",
            Authentication,
            "Check that vault and keystore of the environment belong together; then run the command again, which asks for a new token."),
        [ErrorCodes.AlreadyExists] = new("AlreadyExists", InvalidState, "Use the one that is there."),
        [ErrorCodes.AlreadyValidated] = new(
            "AlreadyValidated", InvalidState, "What the operator vouches for stays as it is."),
        [ErrorCodes.ClientTaskClaimed] = new(
            "ClientTaskClaimed", InvalidState, "Leave it to that session, or wait until its claim lapses. To take it away, set it to Todo first."),
        [ErrorCodes.ClientTaskTransitionNotAllowed] = new(
            "ClientTaskTransitionNotAllowed", InvalidState, "A task that is done stays done; look at its state with Get-MeecoClientTask."),
        [ErrorCodes.ConnectionRequired] = new(
            "ConnectionRequired", InvalidState, "Connect with the recipient first, with an invitation."),
        [ErrorCodes.DataSizeLimitExceeded] = new(
            "DataSizeLimitExceeded", InvalidState, "Remove files that are not needed any more."),
        [ErrorCodes.DelegationExpired] = new("DelegationExpired", InvalidState, "Make a new invitation to a delegation."),
        [ErrorCodes.DelegationInvitationNotNew] = new(
            "DelegationInvitationNotNew", InvalidState, "It was answered already: Remove-MeecoDelegation ends what came of it."),
        [ErrorCodes.DelegationNotGranted] = new(
            "DelegationNotGranted", PermissionDenied, "The delegation has ended, or is not set up: see Get-MeecoDelegation."),
        [ErrorCodes.DelegationNotPermitted] = new(
            "DelegationNotPermitted", PermissionDenied, "Let the account's owner do it, or a delegate of a higher role."),
        [ErrorCodes.DelegationNotReady] = new(
            ClientErrors.DelegationNotReadyId, InvalidState, "The owner runs Grant-MeecoDelegation, or the batch does it for him."),
        [ErrorCodes.DelegationReadOnly] = new(
            "DelegationReadOnly", PermissionDenied, "Ask the account's owner for the role Admin."),
        [ErrorCodes.InvalidCryppo] = new(
            "InvalidEncryptedValue", InvalidArgument, "Update this module: the server wants values in another form."),
        [ErrorCodes.InvitationNotUsable] = new("InvitationNotFound", NotFound, "Ask for a new invitation; what one has become, Remove-MeecoConnection ends."),
        [ErrorCodes.InvitationWorkflow] = new(
            "InvitationWorkflow", InvalidState, "Approve-MeecoInvitation accepts an invitation of either workflow."),
        [ErrorCodes.ItemVersionConflict] = new("ItemVersionConflict", Busy, "Read the item again and repeat the change."),
        [ErrorCodes.LastDelegationOfChild] = new(
            "LastDelegationOfChild", InvalidState, "Make another user its delegate of role Owner first."),
        [ErrorCodes.LastOwner] = new("LastOwner", InvalidState, "Make another member owner first."),
        [ErrorCodes.LoginFailed] = new("LoginFailed", Authentication, "Check passphrase and account secret."),
        [ErrorCodes.NotValidated] = new(
            "NotValidated", InvalidState, "Wait until the operator of the server has validated it."),
        [ErrorCodes.OnsharingNotPermitted] = new(
            "OnShareNotPermitted", PermissionDenied, "Ask whoever shared the item to allow sharing on."),
        [ErrorCodes.OnsharingTooDeep] = new(
            "OnShareTooDeep", PermissionDenied, "Ask the owner to share with the recipient himself."),
        [ErrorCodes.PayloadTooLarge] = new("TooLarge", InvalidArgument, "Send less at a time."),
        [ErrorCodes.RateLimited] = new("RateLimited", Busy, "Run it again later, with fewer at a time (-ThrottleLimit)."),
        [ErrorCodes.ReceivedItemReadOnly] = new(
            "ReceivedItemReadOnly", PermissionDenied, "Ask its owner to change it; for something of your own, make an item with New-MeecoItem."),
        [ErrorCodes.RecipientNotAllowed] = new(
            "RecipientNotAllowed", InvalidArgument, "Choose somebody else: neither yourself nor the owner of the item."),
        [ErrorCodes.ShareExpired] = new("ShareExpired", InvalidState, "Ask the sender to share again."),
        [ErrorCodes.ShareExpiresTooLate] = new(
            "ShareExpiresTooLate", InvalidArgument, "End it no later than the share that it comes from."),
        [ErrorCodes.ShareNotAccepted] = new("ShareNotAccepted", InvalidState, "Approve-MeecoShare accepts it."),
        [ErrorCodes.ShareNotRejectable] = new(
            "ShareNotRejectable", InvalidState, "Remove-MeecoShare ends a share that is in use."),
        [ErrorCodes.ShareRejected] = new("ShareRejected", InvalidState, "Ask the sender to share again."),
        [ErrorCodes.Unauthorized] = new(
            "SessionExpired",
            Authentication,
            "Connect again with Connect-Meeco.",
            "The session has run out, or was ended elsewhere."),
        [ErrorCodes.UserDisabled] = new("UserDisabled", PermissionDenied, "Ask the operator of the server why he has closed the account."),
        [ErrorCodes.ValidationFailed] = new(
            "ValidationFailed", InvalidArgument, "The message says what was refused: correct it, and run the command again."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads a refusal.</summary>
    /// <param name="response">An answer that is no success; its body is in memory.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The error to throw.</returns>
    public static async Task<MeecoServerException> FromAsync(
        HttpResponseMessage response,
        TimeProvider time,
        CancellationToken cancel)
    {
        var entry = await ReadEntryAsync(response, cancel).ConfigureAwait(false);
        var kind = entry is not null && ByCode.TryGetValue(entry.Error, out var known)
            ? known
            : ByStatus(response.StatusCode);
        var retryAfter = RetryAfter.Of(response, time);
        var requestId = RequestIdOf(response);
        return new MeecoServerException(
            kind.ErrorId,
            kind.Category,
            WithRequest(kind.Message ?? MessageOf(entry, response), response.StatusCode, requestId),
            kind.Category == Busy && retryAfter is { } wait
                ? string.Create(CultureInfo.InvariantCulture, $"Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.")
                : kind.RecommendedAction,
            response.StatusCode,
            entry?.Error,
            retryAfter)
        {
            ShareIndex = ShareIndexOf(entry),
            RequestId = requestId,
        };
    }

    // Only what the server could not do stands in its log in any case: with the id its operator finds the reason there.
    private static string WithRequest(string message, HttpStatusCode status, string? requestId) =>
        requestId is not null && status >= HttpStatusCode.InternalServerError ? $"{message} (request {requestId})" : message;

    private static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(WireHeaders.RequestId, out var values)
        && values.First() is { Length: > 0 and <= MaxRequestIdLength } id
        && id.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.' or ':')
            ? id
            : null;

    private static int? ShareIndexOf(ErrorEntry? entry) =>
        entry?.ExtraInfo is { ValueKind: JsonValueKind.Object } info
        && info.TryGetProperty("share", out var share)
        && share.ValueKind == JsonValueKind.Object
        && share.TryGetProperty("index", out var index)
        && index.ValueKind == JsonValueKind.Number
        && index.TryGetInt32(out var number)
        && number >= 0
            ? number
            : null;

    private static Kind ByStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ByCode[ErrorCodes.Unauthorized],
        HttpStatusCode.Forbidden => new("NotPermitted", PermissionDenied, "Use the session of somebody who may do it, with -Session."),
        HttpStatusCode.NotFound => new("NotFound", NotFound, "Check the id, and that vault and keystore are the right ones: Get-MeecoEnvironment."),
        HttpStatusCode.Conflict => new("Conflict", InvalidState, "Read the object again: it is in another state than the command needs."),
        HttpStatusCode.PreconditionFailed => ByCode[ErrorCodes.ItemVersionConflict],
        HttpStatusCode.RequestEntityTooLarge => ByCode[ErrorCodes.PayloadTooLarge],
        HttpStatusCode.UnprocessableEntity => ByCode[ErrorCodes.ValidationFailed],
        HttpStatusCode.TooManyRequests => ByCode[ErrorCodes.RateLimited],
        HttpStatusCode.UpgradeRequired => new("ClientTooOld", InvalidState, "Update this module."),
        >= HttpStatusCode.InternalServerError => new("ServerFailed", Server, "Run it again, which does no harm; if it fails again, tell the operator, whose log says why."),
        >= HttpStatusCode.BadRequest => new("RequestRefused", InvalidArgument, "The message says what the server refused; a newer module may know the server better."),
        _ => new("UnexpectedAnswer", Server, "Check the addresses of vault and keystore."),
    };

    private static async Task<ErrorEntry?> ReadEntryAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            var bytes = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, WireJson.ForRequests.ErrorBody) is { Errors: [var first, ..] }
                ? first
                : null;
        }
        catch (JsonException)
        {
            // Proxies answer in HTML: the status alone must do.
            return null;
        }
    }

    private static string MessageOf(ErrorEntry? entry, HttpResponseMessage response)
    {
        var message = string.IsNullOrWhiteSpace(entry?.Message)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The server answered {(int)response.StatusCode} {entry?.Error ?? response.ReasonPhrase}.")
            : entry.Message;
        return message.Length <= MaxMessageLength ? message : $"{message.AsSpan(0, MaxMessageLength)}…";
    }

    /// <param name="ErrorId">The error's id.</param>
    /// <param name="Category">Its category.</param>
    /// <param name="RecommendedAction">What to do about it.</param>
    /// <param name="Message">What to say where the server cannot know it better.</param>
    private sealed record Kind(
        string ErrorId,
        MeecoErrorCategory Category,
        string RecommendedAction,
        string? Message = null);
}
