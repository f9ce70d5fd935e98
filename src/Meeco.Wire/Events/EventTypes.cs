namespace Meeco.Wire;

/// <summary>What the event feed tells of.</summary>
public static class EventTypes
{
    /// <summary>An item was made.</summary>
    public const string ItemCreated = "item_created";

    /// <summary>An item was changed.</summary>
    public const string ItemUpdated = "item_updated";

    /// <summary>An item was deleted, or a recipient gave a received one up.</summary>
    public const string ItemDeleted = "item_deleted";

    /// <summary>A received item was put under the recipient's own key.</summary>
    public const string ItemEncrypted = "item_encrypted";

    /// <summary>A slot was deleted.</summary>
    public const string SlotDeleted = "slot_deleted";

    /// <summary>An item was shared.</summary>
    public const string ShareCreated = "share_created";

    /// <summary>A recipient accepted a share.</summary>
    public const string ShareAccepted = "share_accepted";

    /// <summary>A recipient rejected a share.</summary>
    public const string ShareRejected = "share_rejected";

    /// <summary>Mode or end of a share was changed.</summary>
    public const string ShareReconfigured = "share_reconfigured";

    /// <summary>The owner uploaded new values for a share.</summary>
    public const string ShareUpdated = "share_updated";

    /// <summary>A share was ended.</summary>
    public const string ShareDeleted = "share_deleted";

    /// <summary>An invitation was made.</summary>
    public const string InvitationCreated = "invitation_created";

    /// <summary>An invitation was accepted and waits for its sender (multistep).</summary>
    public const string InvitationAccepted = "invitation_accepted";

    /// <summary>An invitation was rejected by the invited user.</summary>
    public const string InvitationRejected = "invitation_rejected";

    /// <summary>An invitation was taken back by its sender.</summary>
    public const string InvitationCancelled = "invitation_cancelled";

    /// <summary>Two users connected.</summary>
    public const string ConnectionCreated = "connection_created";

    /// <summary>A connection was ended.</summary>
    public const string ConnectionDeleted = "connection_deleted";

    /// <summary>A delegation began: somebody may act for the user, or the user for somebody.</summary>
    public const string DelegationCreated = "delegation_created";

    /// <summary>The role of a delegation was changed.</summary>
    public const string DelegationUpdated = "delegation_updated";

    /// <summary>A delegation ended.</summary>
    public const string DelegationDeleted = "delegation_deleted";

    /// <summary>Somebody became a member of an organisation.</summary>
    public const string MemberAdded = "organization_member_added";

    /// <summary>The role of a member was changed.</summary>
    public const string MemberUpdated = "organization_member_updated";

    /// <summary>Somebody is a member of an organisation no more.</summary>
    public const string MemberRemoved = "organization_member_removed";

    /// <summary>A file was attached.</summary>
    public const string AttachmentCreated = "attachment_created";

    /// <summary>A file was deleted.</summary>
    public const string AttachmentDeleted = "attachment_deleted";

    /// <summary>A session began.</summary>
    public const string SessionStarted = "session_started";

    /// <summary>A client took up a session that began earlier.</summary>
    public const string SessionResumed = "session_resumed";

    /// <summary>A session was ended by its user.</summary>
    public const string SessionEnded = "session_ended";
}
