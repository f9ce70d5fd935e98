using System.Text.Json;
using Meeco.Cryptography;

namespace Meeco.Server.Http;

/// <summary>Checks the members of request bodies; each refuses with 422 and the member's name.</summary>
internal static class Check
{
    /// <summary>A member that must be there.</summary>
    public static T Required<T>(T? value, string field)
        where T : class =>
        value ?? throw Refuse.Invalid(field, $"{field} is required.");

    /// <summary>A text that must be there, not empty and not too long.</summary>
    public static string Text(string? value, string field, int maxLength)
    {
        var text = OptionalText(value, field, maxLength);
        return string.IsNullOrWhiteSpace(text) ? throw Refuse.Invalid(field, $"{field} is required and must not be empty.") : text;
    }

    /// <summary>A text that may be absent or empty but not too long.</summary>
    public static string? OptionalText(string? value, string field, int maxLength)
    {
        if (value?.Length > maxLength)
        {
            throw Refuse.Invalid(field, $"{field} has at most {maxLength} characters.");
        }

        // Not every database can hold it.
        return value is not null && value.Contains('\0')
            ? throw Refuse.Invalid(field, $"{field} must not contain the character U+0000.")
            : value;
    }

    /// <summary>A text in the cryppo format under a symmetric key (rule 2).</summary>
    public static string Encrypted(string? value, string field) =>
        Cryppo.IsEncryptedValue(Required(value, field)) ? value! : throw Refuse.NotCryppo(field);

    /// <summary>As <see cref="Encrypted"/>, but it may be absent.</summary>
    public static string? OptionalEncrypted(string? value, string field) => value is null ? null : Encrypted(value, field);

    /// <summary>A public key as PEM; the caller disposes of it. Its text is kept as sent.</summary>
    public static RsaPublicKey PublicKey(string? pem, string field)
    {
        try
        {
            return RsaPublicKey.FromPem(Text(pem, field, Accounts.AccountLimits.PublicKey));
        }
        catch (CryppoFormatException exception)
        {
            throw Refuse.Invalid(field, $"{field} is no RSA public key in PEM: {exception.Message}");
        }
    }

    /// <summary>A value of SRP: what reads it says whether it is malformed, or one that RFC 5054 aborts for.</summary>
    public static void Srp(Action read, string field)
    {
        try
        {
            read();
        }
        catch (CryppoFormatException exception)
        {
            throw Refuse.Invalid(field, $"{field} is refused: {exception.Message}");
        }
    }

    /// <summary>Lower-case hexadecimal text of exactly that many digits.</summary>
    public static string Hex(string? value, string field, int digits) =>
        Required(value, field) is var text && text.Length == digits && text.All(char.IsAsciiHexDigitLower)
            ? text
            : throw Refuse.Invalid(field, $"{field} is {digits} lower-case hexadecimal digits.");

    /// <summary>A JSON object; absent and null are the empty one.</summary>
    public static string JsonObject(JsonElement? value, string field, int maxLength)
    {
        if (value is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element)
        {
            return "{}";
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Refuse.Invalid(field, $"{field} is a JSON object.");
        }

        var text = element.GetRawText();
        return text.Length <= maxLength ? text : throw Refuse.Invalid(field, $"{field} has at most {maxLength} characters of JSON.");
    }

    /// <summary>How long a session shall live, in seconds; absent is the server's setting, which is also the most there is.</summary>
    public static TimeSpan Lifetime(double? seconds, string field, TimeSpan most) => seconds switch
    {
        null => most,
        > 0 and var some => some >= most.TotalSeconds ? most : TimeSpan.FromSeconds(some),
        _ => throw Refuse.Invalid(field, $"{field} is a number of seconds greater than 0."),
    };
}
