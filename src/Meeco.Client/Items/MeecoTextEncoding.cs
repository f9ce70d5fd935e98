namespace Meeco;

/// <summary>How the bytes of a slot value were read as text. Whatever is written again is UTF-8.</summary>
public enum MeecoTextEncoding
{
    /// <summary>UTF-8, as every client since 2021 writes.</summary>
    Utf8,

    /// <summary>One byte per character, as clients of 2020 wrote; characters above U+00FF were lost when they wrote.</summary>
    Latin1,
}
