namespace Meeco.Wire;

/// <summary>The slot types that clients use; a hint only, which the server cannot check (rule 3).</summary>
public static class SlotTypes
{
    /// <summary>Plain text; the default.</summary>
    public const string KeyValue = "key_value";

    /// <summary>Yes or no.</summary>
    public const string Bool = "bool";

    /// <summary>A date.</summary>
    public const string Date = "date";

    /// <summary>A date with a time.</summary>
    public const string Datetime = "datetime";

    /// <summary>A picture.</summary>
    public const string Image = "image";

    /// <summary>An address on the web.</summary>
    public const string Url = "url";

    /// <summary>A telephone number.</summary>
    public const string PhoneNumber = "phone_number";

    /// <summary>An e-mail address.</summary>
    public const string Email = "email";

    /// <summary>Text that is hidden when shown.</summary>
    public const string Password = "password";

    /// <summary>A file.</summary>
    public const string Attachment = "attachment";

    /// <summary>A folder of files.</summary>
    public const string AttachmentsFolder = "attachments_folder";

    /// <summary>A classification.</summary>
    public const string ClassificationNode = "classification_node";

    /// <summary>A colour.</summary>
    public const string Color = "color";

    /// <summary>Long text.</summary>
    public const string NoteText = "note_text";

    /// <summary>One of several values.</summary>
    public const string Select = "select";

    /// <summary>Some of several values.</summary>
    public const string SelectMultiple = "select_multiple";
}
