namespace Meeco.Client.Tests.Documents;

/// <summary>The files of both generations of the CLI, as the objects that they describe.</summary>
public sealed class DocumentReaderTests
{
    private const string AliceId = "e55f2b88-dfd0-7cc9-1148-587d7603e006";

    public static TheoryData<string> Files => [.. Recording.Names.Where(name => !name.Contains("broken", StringComparison.Ordinal) && name != "newest/batch.yaml")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_the_CLI_is_read(string file)
    {
        var kinds = Recording.Read(file).Select(document => new DocumentReader(userId: null, allowInsecure: false).Read(document));

        kinds.Should().ContainSingle().Which.Objects.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("2020")]
    public void An_item_to_be_made_has_template_label_and_slots(string generation)
    {
        var request = Recording.Single<MeecoItemRequest>($"{generation}/vehicle_config.yaml");

        request.Template.Should().Be("vehicle");
        request.Label.Should().Be("DeLorean");
        request.Slot["licence_plate"].Should().Be("NotACatDefsACar");
        request.Slot.Keys.Cast<string>().Should().Equal("model_make", "licence_plate", "vin", "type", "purchase_date");
    }

    [Fact]
    public void An_item_to_be_changed_has_an_id_and_the_slots_to_set_or_remove()
    {
        var update = Read<MeecoItemUpdate>("""
            kind: Item
            spec:
              id: 845fddb9-7f5d-828d-8fb0-9622c44fd35f
              label: Time machine
              slots:
                - name: licence_plate
                  value: 88
                - id: e95309b6-9469-66ae-9814-50fac25f71de
                  value: null
                - label: Flux capacitor
                  slot_type_name: key_value
                  value: "yes"
                - name: vin
                  _destroy: true
                - name: untouched
            """);

        update.ItemId.Should().Be("845fddb9-7f5d-828d-8fb0-9622c44fd35f");
        update.Label.Should().Be("Time machine");
        update.RemoveSlot.Should().Equal("vin");
        update.Changes.Slots.Should().BeEquivalentTo(new SlotInput[]
        {
            new() { Name = "licence_plate", Value = "88" },
            new() { Id = "e95309b6-9469-66ae-9814-50fac25f71de" },
            new() { Name = "Flux capacitor", Label = "Flux capacitor", Type = "key_value", Value = "yes" },
        });
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("2020")]
    public void A_printed_item_has_its_values_and_may_be_sent_back_as_a_change(string generation)
    {
        var item = Recording.Single<MeecoItem>($"{generation}/vehicle.yaml");

        item.Label.Should().Be("DeLorean");
        item.Template.Should().Be("Vehicle");
        item.Own.Should().BeTrue();
        item["licence_plate"].Should().Be("NotACatDefsACar");
        item.CreatedAt.Offset.Should().Be(TimeSpan.Zero);
        item.CreatedAt.Year.Should().Be(2026);
        item.Slots.Should().AllSatisfy(slot => slot.Verification.Should().Be(SlotVerification.NotApplicable));
        item.Changes!.Slots.Should().Contain(slot => slot.Name == null && slot.Id != null && slot.Value == "NotACatDefsACar");
    }

    [Fact]
    public void Slots_that_2020_printed_unopened_are_not_changed_by_sending_the_file_back()
    {
        var item = Recording.Single<MeecoItem>("2020/vehicle_created.yaml");

        item["licence_plate"].Should().BeNull();
        item.Changes!.Slots.Should().BeEmpty();
    }

    [Theory]
    [InlineData("newest/incoming.yaml")]
    [InlineData("2020/incoming.yaml")]
    [InlineData("newest/vehicle_bob.yaml")]
    [InlineData("2020/vehicle_bob.yaml")]
    public void A_received_item_has_its_values_which_a_file_cannot_prove(string file)
    {
        var item = Recording.Single<MeecoItem>(file);

        item.Own.Should().BeFalse();
        item["licence_plate"].Should().Be("NotACatDefsACar");
        item.ShareId.Should().NotBeNull();
        item.Slots.First(slot => slot.Name == "licence_plate").Verification.Should().Be(SlotVerification.NotVerifiable);
    }

    [Fact]
    public void A_received_item_tells_of_its_share()
    {
        Recording.Single<MeecoItem>("newest/incoming.yaml").Should().Match<MeecoItem>(item =>
            item.AcceptanceStatus == AcceptanceStatus.Accepted && item.SharingMode == SharingMode.Anyone);
        Recording.Single<MeecoItem>("2020/incoming_before.yaml").AcceptanceStatus.Should().Be(AcceptanceStatus.Required);
    }

    [Fact]
    public void A_share_is_incoming_for_its_recipient_alone()
    {
        var share = Recording.Single<MeecoShare>("newest/shares_incoming.yaml");

        share.Direction.Should().Be(ShareDirection.Outgoing);
        share.Terms.Should().Be("You may drive it, not sell it.");
        share.SharingMode.Should().Be(SharingMode.Anyone);
        share.SenderId.Should().Be(AliceId);
        Recording.Objects("newest/shares_incoming.yaml", share.RecipientId).Single().Should().BeOfType<MeecoShare>()
            .Which.Direction.Should().Be(ShareDirection.Incoming);
    }

    [Theory]
    [InlineData("newest/share_accepted.yaml", AcceptanceStatus.Accepted)]
    [InlineData("2020/share_accepted.yaml", AcceptanceStatus.Accepted)]
    [InlineData("newest/share_ab_created.yaml", AcceptanceStatus.Required)]
    [InlineData("2020/share_ab_created.yaml", AcceptanceStatus.Required)]
    public void What_the_CLI_prints_of_a_share_without_a_kind_is_read_too(string file, AcceptanceStatus status) =>
        Recording.Single<MeecoShare>(file).AcceptanceStatus.Should().Be(status);

    [Theory]
    [InlineData("newest")]
    [InlineData("2020")]
    public void A_connection_that_was_made_names_both_sides(string generation)
    {
        var connection = Recording.Single<MeecoConnectionReference>($"{generation}/connection_ab_created.yaml");

        connection.FromName.Should().Be("Alice");
        connection.ToName.Should().Be("Bob");
        connection.FromUserConnectionId.Should().NotBe(connection.ToUserConnectionId);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("2020")]
    public void A_listed_connection_brings_no_public_key_that_a_file_could_have_exchanged(string generation)
    {
        var connection = Recording.Single<MeecoConnection>($"{generation}/connections.yaml");

        connection.Name.Should().Be("Bob");
        connection.PublicKey.Should().BeEmpty();
    }

    [Theory]
    [InlineData("newest", "alice.yaml")]
    [InlineData("2020", "alice.yaml")]
    public void A_user_in_a_file_has_all_his_keys(string generation, string file)
    {
        var document = Recording.Single<SessionDocument>($"{generation}/{file}");

        using var keys = document.ReadKeys();
        keys.Secret.Username.Should().MatchRegex("^[0-9a-f]{16}$");
        keys.Dek.Should().NotBeNull();
        keys.Kek.Should().NotBeNull();
        keys.PassphraseKey.Should().NotBeNull();
        document.ReadTokens().Keystore.Should().NotBeNullOrEmpty();
        document.IsAgent.Should().BeFalse();
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("2020")]
    public void Requests_carry_the_credentials_of_who_acts(string generation)
    {
        var connection = Recording.Single<ConnectionRequestDocument>($"{generation}/connection_ab.yaml");
        var share = Recording.Single<ShareRequestDocument>($"{generation}/share_ab.yaml");

        connection.FromName.Should().Be("Alice");
        connection.From.ReadTokens().Should().Be(share.From.ReadTokens());
        connection.To.ReadTokens().Should().NotBe(connection.From.ReadTokens());
        share.SlotId.Should().BeNull();
        Recording.Single<ConnectionRequestDocument>($"{generation}/connection_blank.yaml").FromName.Should().BeNull();
    }

    [Fact]
    public void A_delegate_has_the_keys_of_whom_he_acts_for()
    {
        const string Key = "g8bNGvH6BKwRcRrpkQe5DEkJcThW4WdLL31PqIqvdV4=";
        var document = Read<SessionDocument>($"""
            kind: Authentication
            metadata:
              vault_access_token: -12345
              keystore_access_token: 12345
              loaded_delegations: null
            spec:
              loaded_delegations:
                {AliceId}:
                  data_encryption_key: {Key}
                  key_encryption_key: {Key}
                  connection_id: {AliceId}
                  delegation_token: 7
            """);

        using var keys = document.ReadKeysOf(AliceId);
        keys.Dek.Serialize().Should().Be(Key);
        keys.SecretOrNull.Should().BeNull();
        document.ReadTokens().Should().Be(new SessionTokens("12345", "-12345"));
        document.Invoking(d => d.ReadKeysOf("somebody")).Should().Throw<MeecoException>().Which.ErrorId.Should().Be("DelegationNotFound");
    }

    [Fact]
    public void What_load_auth_config_wrote_is_a_user_and_whom_he_acts_for()
    {
        var document = Recording.Single<SessionDocument>("newest/delegate.yaml");

        using var own = document.ReadKeys();
        using var owners = document.ReadKeysOf("e6e19004-0adb-56c3-e472-d1c0d961988e");
        document.ReadUserName().Should().Be(own.Secret.Username);
        owners.Dek.Serialize().Should().NotBe(own.Dek.Serialize());
        owners.PassphraseKeyOrNull.Should().BeNull();
    }

    [Fact]
    public void An_agents_file_holds_a_token_and_nothing_else() =>
        Recording.Single<SessionDocument>("newest/agent.yaml").IsAgent.Should().BeTrue();

    [Theory]
    [InlineData("newest/tasks.yaml", ClientTaskState.Todo)]
    [InlineData("2020/tasks.yaml", ClientTaskState.Todo)]
    [InlineData("2020/batch.yaml", ClientTaskState.Todo)]
    [InlineData("newest/tasks_failed.yaml", ClientTaskState.Failed)]
    public void Client_tasks_have_their_state(string file, ClientTaskState state)
    {
        var task = Recording.Single<MeecoClientTask>(file);

        task.State.Should().Be(state);
        task.ItemId.Should().Be(task.TargetId);
    }

    [Fact]
    public void Templates_are_read_whole_and_by_name()
    {
        Recording.Single<MeecoItemTemplate>("newest/template.yaml").Slots.Should().Contain(slot => slot.Name == "licence_plate");
        Recording.Objects("2020/templates.yaml").Should().Contain("vehicle");
        Read<MeecoItemTemplate>("kind: Templates\nspec:\n- template: {id: 1, name: a, label: A}\n  slots: [{name: x}]").Name.Should().Be("a");
    }

    [Fact]
    public void The_environment_file_has_no_kind()
    {
        var environment = Recording.Single<MeecoEnvironment>("newest/environment.yaml");

        environment.VaultUrl.Should().Be(new Uri("http://127.0.0.1:5391/vault"));
        environment.VaultSubscriptionKey.Should().Be("environment_subscription_key");
        Read<MeecoEnvironment>("vault: {url: https://a/vault, subscription_key: null}\nkeystore: {url: https://a/keystore}\npassphrase: {}")
            .KeystoreSubscriptionKey.Should().BeNull();
    }

    [Fact]
    public void Users_and_invitations_are_read()
    {
        Recording.Single<MeecoUserData>("newest/alice_data.yaml").UserId.Should().Be(AliceId);
        using var secret = Read<MeecoUserCredential>("kind: User\nspec: {password: 123456, secret: 1.a.b}").Passphrase;
        secret.Length.Should().Be(6);
        Recording.Single<MeecoInvitation>("newest/delegation_invitation.yaml").Token.Should().HaveLength(43);
        Recording.Single<MeecoConnection>("newest/delegation_connection.yaml").Name.Should().BeNull();
        Read<MeecoInvitation>("kind: Invitation\nspec: {id: x, token: -7, outgoing: true, expire_at: 2030-01-01T00:00:00.000Z}")
            .Should().Match<MeecoInvitation>(invitation => invitation.Token == "-7" && invitation.Outgoing && invitation.ExpiresAt.Year == 2030);
    }

    [Fact]
    public void Files_to_be_attached_are_read_and_written()
    {
        const string File = "kind: FileAttachment\nmetadata:\n  item_id: an-item\nspec:\n  label: My file\n  file: ./photo.jpg\n";
        const string Thumbnail = "kind: Thumbnail\nmetadata:\n  itemId: an-item\n  slotId: a-slot\nspec:\n  file: ./small.jpg\n  sizeType: 128x128/jpg\n";

        var file = Read<MeecoAttachmentRequest>(File);
        var thumbnail = Read<MeecoThumbnailRequest>(Thumbnail);

        (file.ItemId, file.Label, file.Path).Should().Be(("an-item", "My file", "./photo.jpg"));
        (thumbnail.ItemId, thumbnail.SlotId, thumbnail.Path, thumbnail.Size).Should().Be(("an-item", "a-slot", "./small.jpg", "128x128/jpg"));
        Read<MeecoAttachmentRequest>(Written(file)).Should().Be(file);
        Read<MeecoThumbnailRequest>(Written(thumbnail)).Should().Be(thumbnail);
    }

    [Fact]
    public void An_organisation_that_was_made_brings_the_key_pair_that_nobody_else_has()
    {
        var made = Recording.Single<MeecoOrganization>("newest/organization_created.yaml");
        var known = Recording.Single<MeecoOrganization>("newest/organization.yaml");
        var service = Recording.Single<MeecoOrganizationService>("newest/service_created.yaml");

        made.KeyPair!.PublicKey.Should().StartWith("-----BEGIN PUBLIC KEY-----\r\n");
        known.KeyPair.Should().BeNull();
        (known with { Changes = null }).Should().Be(made with { KeyPair = null, Changes = null, Services = known.Services });
        known.Status.Should().Be(OrganizationStatus.Requested);
        known.Changes!.Email.Should().Be("admin@superdata.example.com");
        service.OrganizationId.Should().Be(made.Id);
        service.KeyPair!.PublicKey.Should().NotBe(made.KeyPair.PublicKey);
        Recording.Single<MeecoOrganizationService>("newest/service.yaml").Contract.Should().Be("none");
        Recording.Single<MeecoOrganization>("newest/organizations.yaml").Name.Should().Be("SuperData Inc.");
    }

    [Fact]
    public void Organisations_and_services_to_be_asked_for_and_members_are_read()
    {
        Recording.Single<MeecoOrganizationRequest>("newest/organization_request.yaml").Url.Should().Be("https://superdata.example.com");
        Recording.Single<MeecoOrganizationServiceRequest>("newest/service_request.yaml").Name.Should().Be("Secure data service");
        Recording.Single<MeecoOrganizationMember>("newest/members.yaml").Should().Match<MeecoOrganizationMember>(member =>
            member.Role == OrganizationRole.Owner && member.OrganizationId.Length == 36);
        Read<MeecoOrganizationMember>("kind: OrganizationMember\nspec: {id: m, organization_id: o, role: admin}")
            .Should().Match<MeecoOrganizationMember>(member => member.Role == OrganizationRole.Admin && member.OrganizationId == "o");
    }

    [Theory]
    [InlineData("kind: Nonsense\nspec: {}", "DocumentKindUnknown", 1)]
    [InlineData("a: 1", "DocumentKindUnknown", 1)]
    [InlineData("just text", "DocumentKindUnknown", 1)]
    [InlineData("kind: Item\nspec:\n  label: x", "DocumentInvalid", 1)]
    [InlineData("kind: Item\nmetadata:\n  template: x\nspec:\n  label: x", "DocumentInvalid", 1)]
    [InlineData("kind: Item", "DocumentInvalid", 1)]
    [InlineData("kind: Item\nspec:\n  - id", "DocumentInvalid", 3)]
    [InlineData("kind: Item\nspec:\n  id: [x]", "DocumentInvalid", 3)]
    [InlineData("kind: ClientTaskQueue\nspec:\n  - id: x\n    state: maybe", "DocumentInvalid", 4)]
    [InlineData("kind: Shares\nspec:\n  - id: x\n    item_id: x\n    sender_id: x\n    recipient_id: x\n    created_at: soon", "DocumentInvalid", 7)]
    [InlineData("kind: Connection\nspec: {}", "DocumentInvalid", 2)]
    [InlineData("vault: {url: here}\nkeystore: {url: there}", "DocumentInvalid", 1)]
    public void What_a_document_lacks_is_named_with_its_line(string yaml, string errorId, int line)
    {
        var error = FluentActions.Invoking(() => Read<object>(yaml)).Should().Throw<MeecoException>().Which;

        error.ErrorId.Should().Be(errorId);
        error.Message.Should().StartWith($"file.yaml, line {line}, ");
    }

    [Theory]
    [InlineData("data_encryption_key: c2VjcmV0")]
    [InlineData("key_encryption_key: 'not base64 at all !!'")]
    [InlineData("secret: sesame")]
    public void A_malformed_key_is_named_and_never_shown(string line)
    {
        var document = Read<SessionDocument>($"kind: Authentication\nmetadata:\n  vault_access_token: abc\n  {line}\nspec: {{}}");

        var error = document.Invoking(d => d.ReadKeys()).Should().Throw<MeecoException>().Which;
        error.ErrorId.Should().Be("DocumentInvalid");
        error.Message.Should().StartWith("file.yaml, line 4, ").And.NotContain(line.Split(": ")[1].Trim('\''));
    }

    [Fact]
    public void A_token_cannot_write_a_header_of_its_own()
    {
        var document = Read<SessionDocument>("kind: Authentication\nmetadata:\n  vault_access_token: \"a\\r\\nHost: b\"\nspec: {}");

        document.Invoking(d => d.ReadTokens()).Should().Throw<MeecoException>().Which.ErrorId.Should().Be("DocumentInvalid");
    }

    private static string Written(object one) =>
        System.Text.Encoding.UTF8.GetString(YamlWriter.Write(DocumentWriter.Write([one], includeSecret: false)));

    private static T Read<T>(string yaml) => new DocumentReader(userId: null, allowInsecure: false)
        .Read(DocumentSource.ReadText("file.yaml", yaml).Single()).Objects.Single().Should().BeAssignableTo<T>().Subject;
}
