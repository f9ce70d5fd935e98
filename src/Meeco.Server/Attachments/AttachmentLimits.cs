namespace Meeco.Server.Attachments;

/// <summary>How long the texts about files may be, in characters.</summary>
internal static class AttachmentLimits
{
    /// <summary>File systems stop at 255; the name of the artefacts is the file's with a suffix.</summary>
    public const int Filename = 300;

    public const int ContentType = 255;

    /// <summary>The base64 of 64 bytes is the longest name of a block that Azure takes; there is some room.</summary>
    public const int BlockId = 128;
}
