namespace Meeco.Wire;

/// <summary>The machine-readable codes of refusals, on which client and server agree.</summary>
public static class ErrorCodes
{
    /// <summary>409: there is one already, for example a second KEK.</summary>
    public const string AlreadyExists = "already_exists";

    /// <summary>409: the operator vouches for the organisation or service, so it stays as it is (rule 64).</summary>
    public const string AlreadyValidated = "already_validated";

    /// <summary>422: a slot keeps its file (rule 9).</summary>
    public const string AttachmentCannotBeReplaced = "attachment_cannot_be_replaced";

    /// <summary>400: the request cannot be read.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>409: another session holds the claim.</summary>
    public const string ClientTaskClaimed = "client_task_claimed";

    /// <summary>422: the state does not follow from the present one.</summary>
    public const string ClientTaskTransitionNotAllowed = "client_task_transition_not_allowed";

    /// <summary>422: the recipient is not connected to the sender (rule 12).</summary>
    public const string ConnectionRequired = "connection_required";

    /// <summary>409: the delegation can be claimed no more.</summary>
    public const string DelegationExpired = "delegation_expired";

    /// <summary>409: the invitation to a delegation was answered or taken back (rule 60).</summary>
    public const string DelegationInvitationNotNew = "delegation_invitation_not_new";

    /// <summary>403: no delegation lets the caller act for that user (rule 58).</summary>
    public const string DelegationNotGranted = "delegation_not_granted";

    /// <summary>403: a delegate of this role may not do this, or no delegate may.</summary>
    public const string DelegationNotPermitted = "delegation_not_permitted";

    /// <summary>409: the delegation has not come so far yet.</summary>
    public const string DelegationNotReady = "delegation_not_ready";

    /// <summary>403: a reader writes nothing (rule 56).</summary>
    public const string DelegationReadOnly = "delegation_read_only";

    /// <summary>422: the user's files would take more than he may have.</summary>
    public const string DataSizeLimitExceeded = "data_size_limit_exceeded";

    /// <summary>422: the signature is not the delegate's.</summary>
    public const string DelegationSignatureInvalid = "delegation_signature_invalid";

    /// <summary>403: the caller sees it but may not do this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>422: only the owner of an item sends hashes of its values (rule 40).</summary>
    public const string HashNotAllowed = "hash_not_allowed";

    /// <summary>422: the key came before with another request.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>500: the server failed; nothing was changed.</summary>
    public const string InternalError = "internal_error";

    /// <summary>400: a value that must be encrypted is not a cryppo string (rule 2).</summary>
    public const string InvalidCryppo = "invalid_cryppo";

    /// <summary>404: the token is unknown, used, cancelled or too old.</summary>
    public const string InvitationNotUsable = "invitation_not_usable";

    /// <summary>422: the call belongs to the other workflow: simple invitations connect at once, multistep ones are confirmed (rule 15).</summary>
    public const string InvitationWorkflow = "invitation_workflow";

    /// <summary>412: the item has moved on since it was read.</summary>
    public const string ItemVersionConflict = "item_version_conflict";

    /// <summary>409: nobody could ever use the child's account again (rule 63).</summary>
    public const string LastDelegationOfChild = "last_delegation_of_child";

    /// <summary>409: an organisation keeps an owner (rule 66).</summary>
    public const string LastOwner = "last_owner";

    /// <summary>401: name, passphrase or secret is wrong; which one is not told.</summary>
    public const string LoginFailed = "login_failed";

    /// <summary>405: there is no such call at this address.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>404: there is none, or it is not the caller's.</summary>
    public const string NotFound = "not_found";

    /// <summary>409: the operator does not vouch for the organisation or service yet, or has refused to (rules 64, 67).</summary>
    public const string NotValidated = "not_validated";

    /// <summary>403: the received share does not allow sharing on (rule 28).</summary>
    public const string OnsharingNotPermitted = "onsharing_not_permitted";

    /// <summary>403: the chain of shares is as long as the server allows.</summary>
    public const string OnsharingTooDeep = "onsharing_too_deep";

    /// <summary>413: the body is over the limit.</summary>
    public const string PayloadTooLarge = "payload_too_large";

    /// <summary>429: too often; `Retry-After` says when to come again.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>403: a recipient may not change a received item.</summary>
    public const string ReceivedItemReadOnly = "received_item_read_only";

    /// <summary>422: one cannot share with oneself or with the owner.</summary>
    public const string RecipientNotAllowed = "recipient_not_allowed";

    /// <summary>403 or 409: the share is over.</summary>
    public const string ShareExpired = "share_expired";

    /// <summary>422: an on-share may not outlive the share it comes from (rule 33).</summary>
    public const string ShareExpiresTooLate = "share_expires_too_late";

    /// <summary>403: the share must be accepted first (rule 24).</summary>
    public const string ShareNotAccepted = "share_not_accepted";

    /// <summary>409: only a share that waits for acceptance can be rejected.</summary>
    public const string ShareNotRejectable = "share_not_rejectable";

    /// <summary>409: the share was rejected.</summary>
    public const string ShareRejected = "share_rejected";

    /// <summary>422: `sharing_mode` and `onsharing_permitted` disagree.</summary>
    public const string SharingModeContradiction = "sharing_mode_contradiction";

    /// <summary>401: the token is missing, unknown, ended or logged out.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>426: the client is too old.</summary>
    public const string UnsupportedClient = "unsupported_client";

    /// <summary>409: the upload is complete, and its file stays as it is.</summary>
    public const string UploadClosed = "upload_closed";

    /// <summary>403: the operator has closed the account.</summary>
    public const string UserDisabled = "user_disabled";

    /// <summary>400: the user name is registered already.</summary>
    public const string UsernameTaken = "username_taken";

    /// <summary>422: a field is missing or wrong; `extra_info` names it.</summary>
    public const string ValidationFailed = "validation_failed";

    /// <summary>400: the admission token is unknown, used or too old.</summary>
    public const string AdmissionTokenInvalid = "admission_token_invalid";
}
