using Meeco.Cryptography.Tests.Support;
using SimpleBase;

namespace Meeco.Cryptography.Tests.Accounts;

public sealed class AccountSecretTests
{
    [Theory]
    [Vectors("secrets")]
    public void A_secret_gives_the_key_and_the_password_of_the_published_client(Vector vector)
    {
        using var secret = AccountSecret.Parse(vector["secret"]);
        using var key = secret.DeriveKey(vector["passphrase"]);

        secret.Username.Should().Be(vector["username"]);
        secret.Reveal().Should().Be(vector["secret"]);
        key.Serialize().Should().Be(vector["pdkSerialized"]);
        secret.DeriveSrpPassword(vector["passphrase"]).Should().Equal(vector.Bytes("srpPasswordBytesHex"));
    }

    [Theory]
    [Vectors("secretErrors")]
    public void What_is_no_secret_is_refused(Vector vector)
    {
        var error = Assert.Throws<CryppoFormatException>(() => AccountSecret.Parse(vector["secret"]));

        if (vector["secret"].Length > 3)
        {
            error.Message.Should().NotContain(vector["secret"]);
        }
    }

    [Theory]
    [InlineData("1.user.\u0100")]
    [InlineData("..")]
    [InlineData("1.user.--")]
    public void A_secret_without_a_salt_that_others_would_derive_is_refused(string secret)
    {
        secret.Invoking(s => AccountSecret.Parse(s)).Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void A_secret_of_unreasonable_length_is_refused()
    {
        var secret = $"1.user.{new string('x', 1_000_000)}";

        secret.Invoking(s => AccountSecret.Parse(s)).Should().Throw<CryppoFormatException>();
    }

    [Theory]
    [Vectors("base58")]
    public void Base58_is_that_of_the_published_client(Vector vector)
    {
        Base58.Bitcoin.Encode(vector.Bytes("hex")).Should().Be(vector["base58"]);
        if (vector["base58"].Length > 0)
        {
            using var secret = AccountSecret.FromKey("user", vector.Bytes("hex"));
            var groups = secret.Reveal().Split('.')[2].Split('-');
            groups[..^1].Should().AllSatisfy(static group => group.Length.Should().Be(6));
            string.Concat(groups).Should().Be(vector["base58"]);
        }
    }

    [Fact]
    public void A_generated_secret_is_read_again()
    {
        using var secret = AccountSecret.Generate("hKTy8b7xrTsnT9nu");
        using var again = AccountSecret.Parse(secret.Reveal());
        using var other = AccountSecret.Generate("hKTy8b7xrTsnT9nu");

        secret.Reveal().Should().MatchRegex("^1\\.hKTy8b7xrTsnT9nu\\.[1-9A-HJ-NP-Za-km-z-]{38,51}$");
        again.Username.Should().Be(secret.Username);
        other.Reveal().Should().NotBe(secret.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    public void A_user_name_that_would_break_the_secret_is_refused(string username)
    {
        username.Invoking(n => AccountSecret.Generate(n)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_secret_shows_itself_only_when_it_is_told_to()
    {
        var secret = AccountSecret.Generate("user");
        secret.ToString().Should().Be(nameof(AccountSecret));

        secret.Dispose();

        secret.Invoking(s => s.Reveal()).Should().Throw<ObjectDisposedException>();
        secret.Invoking(s => s.DeriveKey("x")).Should().Throw<ObjectDisposedException>();
        secret.Invoking(s => s.DeriveSrpPassword("x")).Should().Throw<ObjectDisposedException>();
    }
}
