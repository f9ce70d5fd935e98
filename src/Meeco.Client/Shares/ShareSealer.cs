using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// The values of one item, opened once, to be encrypted for any number of shares: each gets a DEK of its own (docs/FORMATS.md
/// 5.1). What the owner seals carries a new verification key and a hash per slot and share; what a recipient seals carries
/// the owner's verification key, and the server adds the owner's hash.
/// </summary>
internal sealed class ShareSealer : IDisposable
{
    private const int SizeOfShare = 2500;
    private const int SizeOfValue = 700;

    // Three bytes of UTF-8 at most for a UTF-16 unit, four thirds of that in base64.
    private const int SizeOfCharacter = 4;

    private readonly List<Entry> _entries;
    private readonly bool _own;

    private ShareSealer(List<Entry> entries, bool own)
    {
        _entries = entries;
        _own = own;
    }

    /// <summary>Opens and verifies the values.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The values, to be disposed.</returns>
    /// <exception cref="MeecoException">
    /// <c>VerificationFailed</c>, <c>DecryptionFailed</c>; <c>VerificationKeyMissing</c>: a received value that cannot be
    /// shared on, because nobody could verify it.
    /// </exception>
    public static ShareSealer Open(OpenItem item)
    {
        var entries = new List<Entry>();
        try
        {
            foreach (var slot in item.Slots)
            {
                if (ItemReader.ReadSlot(item.Item, slot, item.Loan.Key) is { Value: { } value } read)
                {
                    entries.Add(new Entry(
                        slot.Id,
                        slot.Name,
                        value,
                        item.Item.Own ? null : OpenVerificationKey(item, slot, read)));
                }
            }

            return new ShareSealer(entries, item.Item.Own);
        }
        catch
        {
            entries.ForEach(entry => entry.VerificationKey?.Dispose());
            throw;
        }
    }

    /// <summary>Encrypts the values for one share, or for their recipient himself.</summary>
    /// <param name="key">The share's DEK, or the user's.</param>
    /// <param name="slotId">The only slot that is shared; null for all.</param>
    /// <returns>The values; empty slots have none.</returns>
    public IEnumerable<SlotValue> Seal(EncryptionKey key, string? slotId) =>
        _entries.Where(entry => slotId is null || entry.SlotId == slotId).Select(entry => Seal(key, entry));

    /// <summary>How large a sealed share will be, in bytes of JSON, with its keys and some room.</summary>
    /// <param name="slotId">The only slot that is shared; null for all.</param>
    /// <returns>An estimate that is rather too high.</returns>
    public int EstimateSize(string? slotId) => _entries
        .Where(entry => slotId is null || entry.SlotId == slotId)
        .Aggregate(SizeOfShare, (size, entry) => size + SizeOfValue + (entry.Value.Length * SizeOfCharacter));

    /// <summary>Zeroes the verification keys.</summary>
    public void Dispose() => _entries.ForEach(entry => entry.VerificationKey?.Dispose());

    private SlotValue Seal(EncryptionKey key, Entry entry)
    {
        using var made = _own ? ValueVerificationKey.Generate() : null;
        return new SlotValue
        {
            SlotId = entry.SlotId,
            EncryptedValue = Ciphers.Seal($"The value of the slot '{entry.Name}'", key, entry.Value),
            EncryptedValueVerificationKey = key.WrapKey(made ?? entry.VerificationKey!),

            // Only the owner vouches for a value (rule 40).
            ValueVerificationHash = made?.Hash(entry.Value),
        };
    }

    private static ValueVerificationKey OpenVerificationKey(OpenItem item, SlotBody slot, MeecoSlot read) =>
        read.Verification == SlotVerification.Verified
            ? Ciphers.Open(
                $"The verification key of the slot '{slot.Name}'",
                () => item.Loan.Key.UnwrapVerificationKey(slot.EncryptedValueVerificationKey!))
            : throw ClientErrors.CannotVerify(item.Item.Label, slot.Name);

    private sealed record Entry(string SlotId, string Name, string Value, ValueVerificationKey? VerificationKey)
    {
        public override string ToString() => Name;
    }
}
