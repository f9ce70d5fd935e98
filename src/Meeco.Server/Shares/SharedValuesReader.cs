using System.Buffers;
using Meeco.Cryptography;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Shares;

/// <summary>Reads the slot values of a new share, and refuses what cannot be stored (rules 2 and 40).</summary>
internal sealed class SharedValuesReader(PublicIds ids)
{
    private const int HashLength = 64;
    private static readonly SearchValues<char> LowerHexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The values, by slot. Entries without a value are those of empty slots and are left out.</summary>
    /// <param name="source">What is shared.</param>
    /// <param name="onlyOrdinal">The slot of a share of one slot.</param>
    /// <param name="sent">The values as sent.</param>
    /// <exception cref="RefusedException">422: a value is not cryppo, incomplete, of an unknown slot, or there twice.</exception>
    public IReadOnlyList<SharedValue> Read(SharingSource source, int? onlyOrdinal, IReadOnlyList<SlotValue> sent)
    {
        var values = new SortedDictionary<int, SharedValue>();
        foreach (var value in sent)
        {
            var slot = source.FindSlot(ids, value.SlotId);
            if (slot is null || (onlyOrdinal is { } only && slot.Ordinal != only))
            {
                throw Refuse.Invalid("slot_values.slot_id", "The share has no such slot.");
            }

            var hash = ReadHash(source, slot.Ordinal, value);
            if (!string.IsNullOrEmpty(value.EncryptedValue)
                && !values.TryAdd(slot.Ordinal, Make(slot.Ordinal, value.EncryptedValue, value.EncryptedValueVerificationKey, hash)))
            {
                throw Refuse.Invalid("slot_values.slot_id", "A slot is named twice.");
            }
        }

        return [.. values.Values];
    }

    /// <summary>One value with the key of its hash.</summary>
    /// <exception cref="RefusedException">422: one of them is not cryppo, or the hash is none.</exception>
    public static SharedValue Make(int ordinal, string value, string? verificationKey, string? hash)
    {
        if (!Cryppo.IsEncryptedValue(value))
        {
            throw Refuse.NotCryppo("slot_values.encrypted_value");
        }

        if (!Cryppo.IsEncryptedValue(verificationKey))
        {
            throw Refuse.NotCryppo("slot_values.encrypted_value_verification_key");
        }

        return hash?.Length == HashLength && !hash.AsSpan().ContainsAnyExcept(LowerHexDigits)
            ? new SharedValue(ordinal, value, verificationKey!, hash)
            : throw Refuse.Invalid("slot_values.value_verification_hash", "A value needs its owner's hash: 64 lower-case hexadecimal digits.");
    }

    // The hash proves to recipients that the owner made the value, so nobody else may bring one (rule 41). It goes with
    // the verification key that the sharer re-encrypts, which is that of the share he reads.
    private static string? ReadHash(SharingSource source, int ordinal, SlotValue value)
    {
        if (source.OnShare is null)
        {
            return value.ValueVerificationHash;
        }

        return value.ValueVerificationHash is null
            ? source.OnShare.Serving.Values.SingleOrDefault(received => received.Ordinal == ordinal)?.VerificationHash
            : throw Refuse.Invalid(
                ErrorCodes.HashNotAllowed,
                "slot_values.value_verification_hash",
                "Only the owner of an item sends hashes; yours are copied from the share you received.");
    }
}
