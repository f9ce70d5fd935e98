namespace Meeco;

/// <summary>The kinds of documents (docs/WIRE.md), as they stand in the file.</summary>
internal static class DocumentKinds
{
    public const string Authentication = "Authentication";
    public const string ClientTaskQueue = "ClientTaskQueue";
    public const string Connection = "Connection";

    /// <summary>The one document that has no kind in the file.</summary>
    public const string Environment = "Environment";

    public const string FileAttachment = "FileAttachment";
    public const string Invitation = "Invitation";
    public const string Item = "Item";
    public const string Items = "Items";
    public const string Organization = "Organization";
    public const string Organizations = "Organizations";
    public const string OrganizationMember = "OrganizationMember";
    public const string OrganizationMembers = "OrganizationMembers";
    public const string OrganizationService = "OrganizationService";
    public const string OrganizationServices = "OrganizationServices";
    public const string Share = "Share";
    public const string Shares = "Shares";
    public const string Template = "Template";
    public const string Templates = "Templates";
    public const string Thumbnail = "Thumbnail";
    public const string User = "User";
    public const string UserData = "UserData";
}
