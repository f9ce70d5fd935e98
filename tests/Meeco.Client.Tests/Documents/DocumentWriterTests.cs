using System.Text;

namespace Meeco.Client.Tests.Documents;

/// <summary>What is written is what the CLI wrote, as far as it reads it, and tells no secret unasked.</summary>
public sealed class DocumentWriterTests
{
    [Theory]
    [InlineData("newest/vehicle_config.yaml")]
    [InlineData("newest/connection_ab_created.yaml")]
    [InlineData("newest/alice_data.yaml")]
    [InlineData("newest/tasks.yaml")]
    [InlineData("newest/organization.yaml")]
    [InlineData("newest/organization_request.yaml")]
    [InlineData("newest/service_request.yaml")]
    [InlineData("2020/vehicle_config.yaml")]
    public void Short_documents_come_out_as_the_CLI_wrote_them(string file)
    {
        var written = YamlReader.Read("written", Written([Recording.Objects(file).Single()]).ToCharArray());

        written.Single().Should().BeEquivalentTo(Recording.Read(file).Single(), options => options
            .ComparingByMembers<YamlMap>().ComparingByMembers<YamlText>().ComparingByMembers<YamlList>()
            .Excluding(node => node.Name == "Place" || node.Name == "IsPlain"));
    }

    [Theory]
    [InlineData("newest/vehicle.yaml")]
    [InlineData("2020/vehicle.yaml")]
    [InlineData("newest/shares_incoming.yaml")]
    [InlineData("newest/tasks.yaml")]
    [InlineData("newest/template.yaml")]
    [InlineData("2020/vehicle_update.yaml")]
    [InlineData("newest/connection_ab_created.yaml")]
    [InlineData("newest/strings.yaml")]
    public void What_is_written_is_read_again(string file)
    {
        var before = Recording.Objects(file);

        var after = Read(Written(before));

        after.Should().BeEquivalentTo(before, options => options.PreferringRuntimeMemberTypes().IncludingInternalProperties());
    }

    [Fact]
    public void An_items_document_has_what_items_update_reads_and_nothing_that_it_refuses()
    {
        var spec = ((YamlMap)YamlReader.Read("written", Written(Recording.Objects("2020/vehicle_bob.yaml")).ToCharArray()).Single()).RequiredMap("spec");

        spec.Text("id").Should().NotBeNullOrEmpty();
        spec.RequiredList("slots").Maps().Should().AllSatisfy(slot =>
        {
            slot.Keys.Should().Contain(["id", "name", "label", "value"]).And.NotContain("encrypted_value").And.NotContain("value_verification_key");
        });
    }

    [Fact]
    public void The_key_of_a_file_stays_out_of_an_items_document()
    {
        var item = Recording.Single<MeecoItem>("newest/vehicle.yaml");
        var withFile = item with { Slots = [item.Slots[0] with { AttachmentId = "x", Value = "the key of a file" }, .. item.Slots.Skip(1)] };

        Written([withFile]).Should().NotContain("the key of a file");
        DocumentWriter.LeftOut(withFile).Should().Be("the slots with files");
    }

    [Fact]
    public void An_environment_keeps_its_keys_unless_they_are_asked_for()
    {
        var environment = Recording.Single<MeecoEnvironment>("newest/environment.yaml");

        Written([environment]).Should().Contain("subscription_key: null").And.NotContain("environment_subscription_key");
        Written([environment], includeSecret: true).Should().Be(Recording.Text("newest/environment.yaml").Replace(
            "http://127.0.0.1:5391/vault", "\"http://127.0.0.1:5391/vault\"", StringComparison.Ordinal).Replace(
            "http://127.0.0.1:5391/keystore", "\"http://127.0.0.1:5391/keystore\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_users_credentials_are_a_secret_as_a_whole()
    {
        var credential = (MeecoUserCredential)Read("kind: User\nspec: {password: pass, secret: 1.a.b}").Single();

        Failing([credential]).Should().Be("SecretNotIncluded");
        Written([credential], includeSecret: true).Should().Contain("password: pass").And.Contain("1.a.b");
    }

    [Fact]
    public void The_key_pair_of_an_organisation_is_written_where_that_is_asked_for()
    {
        var made = Recording.Single<MeecoOrganization>("newest/organization_created.yaml");
        var service = Recording.Single<MeecoOrganizationService>("newest/service_created.yaml");

        Written([made]).Should().NotContain("PRIVATE KEY");
        DocumentWriter.LeftOut(made).Should().Be("the key pair");
        Read(Written([made], includeSecret: true)).Should().ContainSingle().Which.Should().BeOfType<MeecoOrganization>()
            .Which.KeyPair!.Pair.ExportPrivatePem().Should().Be(made.KeyPair!.Pair.ExportPrivatePem());
        Read(Written([service], includeSecret: true)).Should().ContainSingle().Which.Should().BeOfType<MeecoOrganizationService>()
            .Which.KeyPair!.PublicKey.Should().Be(service.KeyPair!.PublicKey);
        Written([made, made], includeSecret: true).Should().StartWith("kind: Organizations").And.NotContain("PRIVATE KEY");
    }

    [Fact]
    public void Several_objects_go_into_one_document_only_where_it_is_a_list_of_their_kind()
    {
        var item = Recording.Single<MeecoItem>("newest/vehicle.yaml");
        var share = Recording.Single<MeecoShare>("newest/shares_incoming.yaml");
        var connection = Recording.Single<MeecoConnectionReference>("newest/connection_ab_created.yaml");

        Read(Written([item, item])).Should().HaveCount(2).And.AllSatisfy(each => ((MeecoItem)each)["licence_plate"].Should().Be("NotACatDefsACar"));
        Failing([item, share]).Should().Be("DocumentHasOneKind");
        Failing([connection, connection]).Should().Be("DocumentHasOneObject");
        Failing(["text"]).Should().Be("DocumentTypeUnknown");
    }

    private static string Written(IReadOnlyList<object> objects, bool includeSecret = false) =>
        Encoding.UTF8.GetString(YamlWriter.Write(DocumentWriter.Write(objects, includeSecret)));

    private static IReadOnlyList<object> Read(string yaml) =>
        new DocumentReader(userId: null, allowInsecure: false).Read(DocumentSource.ReadText("written", yaml).Single()).Objects;

    private static string Failing(IReadOnlyList<object> objects) =>
        FluentActions.Invoking(() => DocumentWriter.Write(objects, includeSecret: false)).Should().Throw<MeecoException>().Which.ErrorId;
}
