using Meeco.Cryptography;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.Items;

/// <summary>A recipient trusts no value that is not the owner's (rules 40, 41).</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly SymmetricKey _key = SymmetricKey.Generate();
    private readonly ValueVerificationKey _verificationKey = ValueVerificationKey.Generate();

    [Fact]
    public void A_value_that_fits_the_hash_is_verified() =>
        Read(Slot("OUTATIME", "OUTATIME")).Verification.Should().Be(SlotVerification.Verified);

    [Fact, Rule("8.15")]
    public void A_value_that_does_not_is_an_error_that_does_not_show_it()
    {
        var reading = () => Read(Slot("FORGED", "OUTATIME"));

        var fault = reading.Should().Throw<MeecoException>().Which;
        fault.ErrorId.Should().Be("VerificationFailed");
        fault.Category.Should().Be(MeecoErrorCategory.Security);
        fault.Message.Should().Contain("licence_plate").And.NotContain("FORGED").And.NotContain("OUTATIME");
    }

    [Fact, Rule("8.15")]
    public void A_value_without_its_hash_or_key_is_seen_to_be_unverified()
    {
        Read(Slot("A", "A") with { ValueVerificationHash = null }).Verification.Should().Be(SlotVerification.NotVerifiable);
        Read(Slot("A", "A") with { EncryptedValueVerificationKey = null }).Verification
            .Should().Be(SlotVerification.NotVerifiable);
    }

    [Fact]
    public void An_own_value_and_an_empty_one_need_no_verification()
    {
        Read(Slot("A", "B"), own: true).Verification.Should().Be(SlotVerification.NotApplicable);
        Read(Slot("A", "B") with { EncryptedValue = null }).Verification.Should().Be(SlotVerification.NotApplicable);
    }

    [Fact]
    public void A_value_under_another_key_is_an_error()
    {
        using var other = SymmetricKey.Generate();

        var reading = () => Read(Slot("A", "A") with { EncryptedValue = other.EncryptText("A") });

        reading.Should().Throw<MeecoException>().Which.ErrorId.Should().Be("DecryptionFailed");
    }

    public void Dispose()
    {
        _key.Dispose();
        _verificationKey.Dispose();
    }

    private SlotBody Slot(string value, string hashed) => new()
    {
        Id = "slot",
        Own = false,
        Name = "licence_plate",
        Label = "Licence plate",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        EncryptedValue = _key.EncryptText(value),
        EncryptedValueVerificationKey = _key.WrapKey(_verificationKey),
        ValueVerificationHash = _verificationKey.Hash(hashed),
    };

    private MeecoSlot Read(SlotBody slot, bool own = false) => ItemReader.ReadSlot(
        new ItemBody
        {
            Id = "item",
            Own = own,
            Name = "delorean",
            Label = "DeLorean",
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
            ItemTemplateId = "template",
            ItemTemplateLabel = "Vehicle",
        },
        slot,
        _key);
}
