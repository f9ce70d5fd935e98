using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Turns what the vault answers into an item with its values in clear, each one verified.</summary>
internal static class ItemReader
{
    /// <summary>Reads an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="slots">Its slots, in any order.</param>
    /// <param name="key">The key of its values: the user's DEK, or that of the share.</param>
    /// <param name="share">The share that brought it; null for an own item.</param>
    /// <returns>The item.</returns>
    /// <exception cref="MeecoException"><c>VerificationFailed</c>, <c>DecryptionFailed</c>.</exception>
    public static MeecoItem Read(ItemBody item, IEnumerable<SlotBody> slots, EncryptionKey key, ShareBody? share) =>
        Describe(item, share) with
        {
            // PowerShell indexes arrays, and not the lists that C# makes of a collection expression.
            Slots = (MeecoSlot[])[.. slots.OrderBy(slot => slot.Ordinal).Select(slot => ReadSlot(item, slot, key))],
        };

    /// <summary>Reads all of an item but its values.</summary>
    /// <param name="item">The item.</param>
    /// <param name="share">The share that brought it; null for an own item.</param>
    /// <returns>The item without slots.</returns>
    public static MeecoItem Describe(ItemBody item, ShareBody? share) => new()
    {
        Id = item.Id,
        Name = item.Name,
        Label = item.Label,
        Description = string.IsNullOrEmpty(item.Description) ? null : item.Description,
        Template = item.ItemTemplateLabel,
        ItemTemplateId = item.ItemTemplateId,
        Own = item.Own,
        OwnerId = item.OwnerId,
        OriginalId = item.OriginalId,
        ShareId = item.ShareId,
        AcceptanceStatus = share is null ? AcceptanceStatus.NotRequired : ShareMapping.Acceptance(share),
        SharingMode = share is null ? null : ShareMapping.Mode(share),
        CreatedAt = item.CreatedAt,
        UpdatedAt = item.UpdatedAt,
        Version = item.Version,
    };

    /// <summary>Opens a value and checks that it is the owner's.</summary>
    /// <param name="item">The item.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="key">The key of the item's values.</param>
    /// <returns>The slot.</returns>
    /// <exception cref="MeecoException"><c>VerificationFailed</c>, <c>DecryptionFailed</c>.</exception>
    public static MeecoSlot ReadSlot(ItemBody item, SlotBody slot, EncryptionKey key)
    {
        var text = Ciphers.Open(
            $"The slot '{slot.Name}' of '{item.Label}'", () => key.DecryptTextOrLatin1(slot.EncryptedValue));
        return new MeecoSlot
        {
            Id = slot.Id,
            ItemId = item.Id,
            Name = slot.Name,
            Label = slot.Label,
            Value = text?.Text,
            Type = slot.SlotTypeName,
            Description = slot.Description,
            Ordinal = slot.Ordinal,
            Own = item.Own,
            Verification = Verify(item, slot, text?.Text, key),
            TextEncoding = text?.Encoding == TextEncoding.Latin1 ? MeecoTextEncoding.Latin1 : MeecoTextEncoding.Utf8,
            AttachmentId = slot.AttachmentId,
            OriginalId = slot.OriginalId,
        };
    }

    private static SlotVerification Verify(ItemBody item, SlotBody slot, string? value, EncryptionKey key)
    {
        if (item.Own || value is null)
        {
            return SlotVerification.NotApplicable;
        }

        if (slot.EncryptedValueVerificationKey is not { } wrapped || slot.ValueVerificationHash is not { } hash)
        {
            return SlotVerification.NotVerifiable;
        }

        using var verificationKey = Ciphers.Open(
            $"The verification key of the slot '{slot.Name}' of '{item.Label}'",
            () => key.UnwrapVerificationKey(wrapped));
        return verificationKey.Verify(value, hash)
            ? SlotVerification.Verified
            : throw ClientErrors.VerificationFailed(item.Label, slot.Name);
    }
}
