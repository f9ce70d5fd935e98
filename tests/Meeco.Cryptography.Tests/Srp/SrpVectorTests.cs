using System.Globalization;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Srp;

public sealed class SrpVectorTests
{
    [Theory]
    [Vectors("srp")]
    public void Both_sides_compute_what_the_published_client_computes(Vector vector)
    {
        var password = vector.Bytes("passwordUtf8Hex");
        var client = new SrpClient(vector["username"], vector.Bytes("a"));
        var server = new SrpServer(vector["verifier"], vector["b"]);

        SrpVerifier.Create(vector["username"], password, vector.Bytes("salt"))
            .Should().Be(new SrpVerifier(vector["salt"], vector["verifier"]));
        client.PublicValue.Should().Be(vector["A"]);
        server.PublicValue.Should().Be(vector["B"]);
        server.PrivateValue.Should().Be(vector["b"]);
        client.ComputeProof(vector["salt"], vector["B"], password).Should().Be(vector["M1"]);
        server.VerifyClient(vector["A"], vector["M1"]).Should().Be(vector["M2"]);
        client.VerifyServer(vector["M2"]).Should().BeTrue();
        client.VerifyServer(vector["M1"]).Should().BeFalse();
    }

    [Fact]
    public void The_group_is_that_of_RFC_5054()
    {
        var recorded = Vector.Section("srpGroup");

        SrpGroup.Pad(SrpGroup.N).Should().Equal(recorded.Bytes("NHex"));
        SrpGroup.ToNumber(recorded.Bytes("g")).Should().Be(SrpGroup.G);
        SrpGroup.ToNumber(recorded.Bytes("kHex")).Should().Be(SrpGroup.K);
    }

    [Theory]
    [Vectors("srpErrors")]
    public void Values_that_RFC_5054_wants_refused_are_refused(Vector vector)
    {
        var recorded = Vector.Family("srp").First();
        switch (vector.Id)
        {
            case "wrong M1" or "wrong password":
                ServerOf(recorded).VerifyClient(recorded["A"], vector["M1"]).Should().BeNull();
                break;
            case "upper-case M1":
                ServerOf(recorded).VerifyClient(recorded["A"], vector["M1"]).Should().Be(recorded["M2"]);
                break;
            case "upper-case B":
                Answer(recorded, recorded["B"].ToUpper(CultureInfo.InvariantCulture)).Should().Be(recorded["M1"]);
                break;
            case "B stripped of its leading 00":
                var basis = Vector.Family("srp").Single(v => v.Id == vector["basedOn"]);
                Answer(basis, vector["B"]).Should().Be(vector["M1"]).And.NotBe(basis["M1"]);
                break;
            default:
                ShouldBeRefused(vector, recorded);
                break;
        }
    }

    [Fact]
    public void A_log_in_succeeds_over_two_requests_and_proves_the_server()
    {
        var password = "password"u8.ToArray();
        var registered = SrpVerifier.Create("user", password);
        var client = new SrpClient("user");

        SrpServer.RequireClientValue(client.PublicValue);
        var first = new SrpServer(registered.Verifier);
        var proof = client.ComputeProof(registered.Salt, first.PublicValue, password);
        var second = new SrpServer(registered.Verifier, first.PrivateValue);
        var serverProof = second.VerifyClient(client.PublicValue, proof);

        second.PublicValue.Should().Be(first.PublicValue);
        serverProof.Should().NotBeNull();
        client.VerifyServer(serverProof).Should().BeTrue();
    }

    [Fact]
    public void A_wrong_password_or_user_name_does_not_log_in()
    {
        var registered = SrpVerifier.Create("user", "password"u8);
        var server = new SrpServer(registered.Verifier);

        foreach (var (username, password) in new[] { ("user", "passwore"), ("User", "password"), ("user", string.Empty) })
        {
            var client = new SrpClient(username);
            var proof = client.ComputeProof(registered.Salt, server.PublicValue, System.Text.Encoding.UTF8.GetBytes(password));
            server.VerifyClient(client.PublicValue, proof).Should().BeNull();
        }
    }

    [Fact]
    public void A_server_that_does_not_know_the_verifier_is_found_out()
    {
        var registered = SrpVerifier.Create("user", "password"u8);
        var impostor = new SrpServer(SrpVerifier.Create("user", "a guess"u8).Verifier);
        var client = new SrpClient("user");
        var proof = client.ComputeProof(registered.Salt, impostor.PublicValue, "password"u8);

        impostor.VerifyClient(client.PublicValue, proof).Should().BeNull();
        client.VerifyServer(proof).Should().BeFalse();
    }

    [Fact]
    public void A_server_takes_a_verifier_that_nobody_registered()
    {
        var server = new SrpServer(new string('7', 512));
        var client = new SrpClient("nobody");
        var proof = client.ComputeProof(new string('0', 64), server.PublicValue, "password"u8);

        server.PublicValue.Should().HaveLength(512);
        server.VerifyClient(client.PublicValue, proof).Should().BeNull();
    }

    [Fact]
    public void A_proof_is_checked_only_after_the_challenge()
    {
        var client = new SrpClient("user");

        client.Invoking(c => c.VerifyServer(new string('0', 64))).Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("zz")]
    [InlineData("0x01")]
    [InlineData(" 01")]
    [InlineData("01\n")]
    [InlineData("é1")]
    public void What_is_not_hexadecimal_is_refused(string hex)
    {
        hex.Invoking(h => SrpServer.RequireClientValue(h)).Should().Throw<CryppoFormatException>();
        hex.Invoking(h => new SrpServer(h)).Should().Throw<CryppoFormatException>();
        hex.Invoking(h => new SrpServer("02").VerifyClient("02", h)).Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void Values_that_are_longer_than_the_group_are_refused()
    {
        new string('1', 514).Invoking(h => SrpServer.RequireClientValue(h)).Should().Throw<CryppoFormatException>();
        new string('1', 10_000_000).Invoking(h => SrpServer.RequireClientValue(h)).Should().Throw<CryppoFormatException>();
        new string('1', 66).Invoking(h => new SrpServer("02").VerifyClient("02", h)).Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void A_verifier_shows_itself_only_when_it_is_told_to()
    {
        SrpVerifier.Create("user", "password"u8).ToString().Should().Be(nameof(SrpVerifier));
    }

    private static void ShouldBeRefused(Vector vector, Vector recorded)
    {
        if (vector["side"] == "client")
        {
            vector.Invoking(v => Answer(recorded, v["B"])).Should().Throw<CryppoFormatException>();
        }
        else if (vector.Optional("A") is { } a)
        {
            a.Invoking(value => SrpServer.RequireClientValue(value)).Should().Throw<CryppoFormatException>();
            a.Invoking(value => ServerOf(recorded).VerifyClient(value, recorded["M1"])).Should().Throw<CryppoFormatException>();
        }
        else
        {
            // JavaScript reads up to the junk and accepts.
            vector.Id.Should().Be("M1 plus trailing junk");
            vector.Invoking(v => ServerOf(recorded).VerifyClient(recorded["A"], v["M1"])).Should().Throw<CryppoFormatException>();
        }
    }

    private static string Answer(Vector recorded, string challenge) =>
        new SrpClient(recorded["username"], recorded.Bytes("a"))
            .ComputeProof(recorded["salt"], challenge, recorded.Bytes("passwordUtf8Hex"));

    private static SrpServer ServerOf(Vector recorded) => new(recorded["verifier"], recorded["b"]);
}
