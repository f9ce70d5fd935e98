using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Meeco.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AttachmentBlobs",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OwnerKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Filename = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    ByteSize = table.Column<long>(type: "INTEGER", nullable: false),
                    Blocks = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttachmentBlobs", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "ClassificationSchemes",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    UserOwned = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClassificationSchemes", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "CopyMark",
                columns: table => new
                {
                    Source = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CopyMark", x => x.Source);
                });

            migrationBuilder.CreateTable(
                name: "IdempotentAnswers",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Caller = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    IdempotencyKey = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    RequestHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    SealedBody = table.Column<string>(type: "TEXT", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotentAnswers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "KeystoreUsers",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Username = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    SrpSalt = table.Column<string>(type: "TEXT", nullable: true),
                    SrpVerifier = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DisabledAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeystoreUsers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "LoginAttempts",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Username = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LoginAttempts", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "RequestAllowances",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Caller = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FullAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Given = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestAllowances", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "ServerSecrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Value = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServerSecrets", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "SrpChallenges",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Username = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    ClientPublicHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ServerSecret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SrpChallenges", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "AdmissionTokens",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    KeystoreUserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AdmissionTokens", x => x.Key);
                    table.ForeignKey(
                        name: "FK_AdmissionTokens_KeystoreUsers_KeystoreUserKey",
                        column: x => x.KeystoreUserKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DataEncryptionKeys",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    SerializedKey = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataEncryptionKeys", x => x.Key);
                    table.ForeignKey(
                        name: "FK_DataEncryptionKeys_KeystoreUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KeyEncryptionKeys",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    SerializedKey = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyEncryptionKeys", x => x.Key);
                    table.ForeignKey(
                        name: "FK_KeyEncryptionKeys_KeystoreUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KeyPairs",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: false),
                    EncryptedSerializedKey = table.Column<string>(type: "TEXT", nullable: false),
                    Metadata = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyPairs", x => x.Key);
                    table.ForeignKey(
                        name: "FK_KeyPairs_KeystoreUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KeystoreSessions",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeystoreSessions", x => x.Key);
                    table.ForeignKey(
                        name: "FK_KeystoreSessions_KeystoreUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "VaultUsers",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    KeystoreUserKey = table.Column<long>(type: "INTEGER", nullable: true),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: false),
                    PublicKeyFingerprint = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Type = table.Column<int>(type: "INTEGER", nullable: false),
                    PrivateDekExternalId = table.Column<string>(type: "TEXT", nullable: true),
                    FullName = table.Column<string>(type: "TEXT", nullable: true),
                    Email = table.Column<string>(type: "TEXT", nullable: true),
                    Country = table.Column<string>(type: "TEXT", nullable: true),
                    Image = table.Column<string>(type: "TEXT", nullable: true),
                    Did = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DisabledAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaultUsers", x => x.Key);
                    table.ForeignKey(
                        name: "FK_VaultUsers_KeystoreUsers_KeystoreUserKey",
                        column: x => x.KeystoreUserKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "KeyPairIdentifiers",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    KeyPairKey = table.Column<long>(type: "INTEGER", nullable: false),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyPairIdentifiers", x => x.Key);
                    table.ForeignKey(
                        name: "FK_KeyPairIdentifiers_KeyPairs_KeyPairKey",
                        column: x => x.KeyPairKey,
                        principalTable: "KeyPairs",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Attachments",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OwnerKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Filename = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    ByteSize = table.Column<long>(type: "INTEGER", nullable: false),
                    MainKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ArtifactKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attachments", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Attachments_AttachmentBlobs_ArtifactKey",
                        column: x => x.ArtifactKey,
                        principalTable: "AttachmentBlobs",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Attachments_AttachmentBlobs_MainKey",
                        column: x => x.MainKey,
                        principalTable: "AttachmentBlobs",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Attachments_VaultUsers_OwnerKey",
                        column: x => x.OwnerKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ClassificationNodes",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SchemeKey = table.Column<long>(type: "INTEGER", nullable: false),
                    OwnerKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClassificationNodes", x => x.Key);
                    table.ForeignKey(
                        name: "FK_ClassificationNodes_ClassificationSchemes_SchemeKey",
                        column: x => x.SchemeKey,
                        principalTable: "ClassificationSchemes",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ClassificationNodes_VaultUsers_OwnerKey",
                        column: x => x.OwnerKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ClientTasks",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    WorkType = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    TargetKey = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    ClaimedBySessionKey = table.Column<long>(type: "INTEGER", nullable: true),
                    ClaimedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Report = table.Column<string>(type: "TEXT", nullable: false),
                    AdditionalOptions = table.Column<string>(type: "TEXT", nullable: false),
                    LastStateTransitionAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClientTasks", x => x.Key);
                    table.ForeignKey(
                        name: "FK_ClientTasks_VaultUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Connections",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    UserType = table.Column<int>(type: "INTEGER", nullable: false),
                    OtherUserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: false),
                    KeyPairExternalId = table.Column<string>(type: "TEXT", nullable: true),
                    EncryptedRecipientName = table.Column<string>(type: "TEXT", nullable: true),
                    Did = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Purpose_DelegationRole = table.Column<string>(type: "TEXT", nullable: true),
                    Purpose_DelegationTokenHash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Purpose_Intent = table.Column<int>(type: "INTEGER", nullable: true),
                    Purpose_OrganizationKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Purpose_OrganizationMemberKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Purpose_OrganizationMemberRole = table.Column<string>(type: "TEXT", nullable: true),
                    Purpose_SealedDelegationToken = table.Column<string>(type: "TEXT", nullable: true),
                    Purpose_ServiceKey = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Connections", x => x.Key);
                    table.UniqueConstraint("AK_Connections_UserKey_OtherUserKey", x => new { x.UserKey, x.OtherUserKey });
                    table.ForeignKey(
                        name: "FK_Connections_VaultUsers_OtherUserKey",
                        column: x => x.OtherUserKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Connections_VaultUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Events",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ActorKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Subject_AttachmentKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_AttachmentLabel = table.Column<string>(type: "TEXT", nullable: true),
                    Subject_ConnectionKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_InvitationKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_ItemKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_ItemLabel = table.Column<string>(type: "TEXT", nullable: true),
                    Subject_OtherUserKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_ReceivedItemKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_SessionKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_ShareKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_SlotKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject_SlotLabel = table.Column<string>(type: "TEXT", nullable: true),
                    Subject_SlotOrdinal = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Events", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Events_VaultUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SenderKey = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SealedToken = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: false),
                    KeyPairExternalId = table.Column<string>(type: "TEXT", nullable: true),
                    EncryptedRecipientName = table.Column<string>(type: "TEXT", nullable: true),
                    EncryptedSenderName = table.Column<string>(type: "TEXT", nullable: true),
                    SenderDid = table.Column<string>(type: "TEXT", nullable: true),
                    SenderToRecipientData = table.Column<string>(type: "TEXT", nullable: false),
                    MultistepWorkflow = table.Column<bool>(type: "INTEGER", nullable: false),
                    InvitedUserKey = table.Column<long>(type: "INTEGER", nullable: true),
                    SharesToBeCreated = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Answer_AcceptsShares = table.Column<bool>(type: "INTEGER", nullable: true),
                    Answer_EncryptedRecipientName = table.Column<string>(type: "TEXT", nullable: true),
                    Answer_EncryptedSenderName = table.Column<string>(type: "TEXT", nullable: true),
                    Answer_KeyPairExternalId = table.Column<string>(type: "TEXT", nullable: true),
                    Answer_PublicKey = table.Column<string>(type: "TEXT", nullable: true),
                    Answer_RecipientToSenderData = table.Column<string>(type: "TEXT", nullable: true),
                    Purpose_DelegationRole = table.Column<string>(type: "TEXT", nullable: true),
                    Purpose_DelegationTokenHash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Purpose_Intent = table.Column<int>(type: "INTEGER", nullable: true),
                    Purpose_OrganizationKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Purpose_OrganizationMemberKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Purpose_OrganizationMemberRole = table.Column<string>(type: "TEXT", nullable: true),
                    Purpose_SealedDelegationToken = table.Column<string>(type: "TEXT", nullable: true),
                    Purpose_ServiceKey = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Invitations_VaultUsers_InvitedUserKey",
                        column: x => x.InvitedUserKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Invitations_VaultUsers_SenderKey",
                        column: x => x.SenderKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ItemTemplates",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OwnerKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    FoldedLabel = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ItemTemplates", x => x.Key);
                    table.ForeignKey(
                        name: "FK_ItemTemplates_VaultUsers_OwnerKey",
                        column: x => x.OwnerKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KeyDelegations",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    TokenHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SealedToken = table.Column<string>(type: "TEXT", nullable: false),
                    OwnerKey = table.Column<long>(type: "INTEGER", nullable: false),
                    VaultOwnerKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    DelegateKey = table.Column<long>(type: "INTEGER", nullable: true),
                    ClaimedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SealedDelegateSignature = table.Column<string>(type: "TEXT", nullable: true),
                    DelegatePublicKey = table.Column<string>(type: "TEXT", nullable: true),
                    VerifiedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OwnerKek = table.Column<string>(type: "TEXT", nullable: true),
                    KekUnderConnectionKey = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyDelegations", x => x.Key);
                    table.ForeignKey(
                        name: "FK_KeyDelegations_KeystoreUsers_DelegateKey",
                        column: x => x.DelegateKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_KeyDelegations_KeystoreUsers_OwnerKey",
                        column: x => x.OwnerKey,
                        principalTable: "KeystoreUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_KeyDelegations_VaultUsers_VaultOwnerKey",
                        column: x => x.VaultOwnerKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Organizations",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    Url = table.Column<string>(type: "TEXT", nullable: true),
                    Email = table.Column<string>(type: "TEXT", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: false),
                    RequestorKey = table.Column<long>(type: "INTEGER", nullable: true),
                    AgentKey = table.Column<long>(type: "INTEGER", nullable: true),
                    ValidatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Organizations", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Organizations_VaultUsers_AgentKey",
                        column: x => x.AgentKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Organizations_VaultUsers_RequestorKey",
                        column: x => x.RequestorKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "VaultSessions",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenedByKey = table.Column<long>(type: "INTEGER", nullable: true),
                    TokenHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaultSessions", x => x.Key);
                    table.ForeignKey(
                        name: "FK_VaultSessions_VaultUsers_OpenedByKey",
                        column: x => x.OpenedByKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_VaultSessions_VaultUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Thumbnails",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AttachmentKey = table.Column<long>(type: "INTEGER", nullable: false),
                    SizeType = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Thumbnails", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Thumbnails_Attachments_AttachmentKey",
                        column: x => x.AttachmentKey,
                        principalTable: "Attachments",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DelegationInvitations",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    InvitingUserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    InvitedUserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    InvitingConnectionKey = table.Column<long>(type: "INTEGER", nullable: false),
                    InvitedConnectionKey = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SealedToken = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DelegationInvitations", x => x.Key);
                    table.ForeignKey(
                        name: "FK_DelegationInvitations_Connections_InvitedConnectionKey",
                        column: x => x.InvitedConnectionKey,
                        principalTable: "Connections",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_DelegationInvitations_Connections_InvitingConnectionKey",
                        column: x => x.InvitingConnectionKey,
                        principalTable: "Connections",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ShareIntents",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    InvitationKey = table.Column<long>(type: "INTEGER", nullable: false),
                    SenderKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ItemKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedItemKey = table.Column<long>(type: "INTEGER", nullable: true),
                    ItemLabel = table.Column<string>(type: "TEXT", nullable: false),
                    EncryptedDek = table.Column<string>(type: "TEXT", nullable: false),
                    Terms = table.Column<string>(type: "TEXT", nullable: true),
                    Acceptance = table.Column<int>(type: "INTEGER", nullable: false),
                    Mode = table.Column<int>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SlotOrdinal = table.Column<int>(type: "INTEGER", nullable: true),
                    SlotKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Values = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ValuesVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShareIntents", x => x.Key);
                    table.ForeignKey(
                        name: "FK_ShareIntents_Invitations_InvitationKey",
                        column: x => x.InvitationKey,
                        principalTable: "Invitations",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Items",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OwnerKey = table.Column<long>(type: "INTEGER", nullable: false),
                    TemplateKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 10000, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    LastValuesRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    NextSlotOrdinal = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Items", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Items_ItemTemplates_TemplateKey",
                        column: x => x.TemplateKey,
                        principalTable: "ItemTemplates",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Items_VaultUsers_OwnerKey",
                        column: x => x.OwnerKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TemplateClassifications",
                columns: table => new
                {
                    ClassificationNodesKey = table.Column<long>(type: "INTEGER", nullable: false),
                    TemplatesKey = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemplateClassifications", x => new { x.ClassificationNodesKey, x.TemplatesKey });
                    table.ForeignKey(
                        name: "FK_TemplateClassifications_ClassificationNodes_ClassificationNodesKey",
                        column: x => x.ClassificationNodesKey,
                        principalTable: "ClassificationNodes",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TemplateClassifications_ItemTemplates_TemplatesKey",
                        column: x => x.TemplatesKey,
                        principalTable: "ItemTemplates",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TemplateSlots",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    TemplateKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    SlotType = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Required = table.Column<bool>(type: "INTEGER", nullable: false),
                    Visible = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemplateSlots", x => x.Key);
                    table.ForeignKey(
                        name: "FK_TemplateSlots_ItemTemplates_TemplateKey",
                        column: x => x.TemplateKey,
                        principalTable: "ItemTemplates",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OrganizationMembers",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OrganizationKey = table.Column<long>(type: "INTEGER", nullable: false),
                    UserKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrganizationMembers", x => x.Key);
                    table.ForeignKey(
                        name: "FK_OrganizationMembers_Organizations_OrganizationKey",
                        column: x => x.OrganizationKey,
                        principalTable: "Organizations",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OrganizationMembers_VaultUsers_UserKey",
                        column: x => x.UserKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OrganizationServices",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OrganizationKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    Contract = table.Column<string>(type: "TEXT", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: false),
                    AgentKey = table.Column<long>(type: "INTEGER", nullable: true),
                    ValidatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrganizationServices", x => x.Key);
                    table.ForeignKey(
                        name: "FK_OrganizationServices_Organizations_OrganizationKey",
                        column: x => x.OrganizationKey,
                        principalTable: "Organizations",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OrganizationServices_VaultUsers_AgentKey",
                        column: x => x.AgentKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ThumbnailPictures",
                columns: table => new
                {
                    ThumbnailKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ThumbnailPictures", x => x.ThumbnailKey);
                    table.ForeignKey(
                        name: "FK_ThumbnailPictures_Thumbnails_ThumbnailKey",
                        column: x => x.ThumbnailKey,
                        principalTable: "Thumbnails",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ItemClassifications",
                columns: table => new
                {
                    ClassificationNodesKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ItemsKey = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ItemClassifications", x => new { x.ClassificationNodesKey, x.ItemsKey });
                    table.ForeignKey(
                        name: "FK_ItemClassifications_ClassificationNodes_ClassificationNodesKey",
                        column: x => x.ClassificationNodesKey,
                        principalTable: "ClassificationNodes",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ItemClassifications_Items_ItemsKey",
                        column: x => x.ItemsKey,
                        principalTable: "Items",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReceivedItems",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RecipientKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ItemKey = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceivedItems", x => x.Key);
                    table.ForeignKey(
                        name: "FK_ReceivedItems_Items_ItemKey",
                        column: x => x.ItemKey,
                        principalTable: "Items",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ReceivedItems_VaultUsers_RecipientKey",
                        column: x => x.RecipientKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Slots",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ItemKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 10000, nullable: true),
                    SlotType = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Creator = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Required = table.Column<bool>(type: "INTEGER", nullable: false),
                    Visible = table.Column<bool>(type: "INTEGER", nullable: false),
                    EncryptedValue = table.Column<string>(type: "TEXT", nullable: true),
                    AttachmentKey = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Slots", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Slots_Attachments_AttachmentKey",
                        column: x => x.AttachmentKey,
                        principalTable: "Attachments",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Slots_Items_ItemKey",
                        column: x => x.ItemKey,
                        principalTable: "Items",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Shares",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ItemKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedItemKey = table.Column<long>(type: "INTEGER", nullable: false),
                    OwnerKey = table.Column<long>(type: "INTEGER", nullable: false),
                    SenderKey = table.Column<long>(type: "INTEGER", nullable: false),
                    RecipientKey = table.Column<long>(type: "INTEGER", nullable: false),
                    ParentKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Depth = table.Column<int>(type: "INTEGER", nullable: false),
                    SlotOrdinal = table.Column<int>(type: "INTEGER", nullable: true),
                    SlotKey = table.Column<long>(type: "INTEGER", nullable: true),
                    EncryptedDek = table.Column<string>(type: "TEXT", nullable: true),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: false),
                    KeyPairExternalId = table.Column<string>(type: "TEXT", nullable: true),
                    Terms = table.Column<string>(type: "TEXT", nullable: true),
                    Acceptance = table.Column<int>(type: "INTEGER", nullable: false),
                    Mode = table.Column<int>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Values = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ValuesVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    ValuesRevision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shares", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Shares_Connections_RecipientKey_SenderKey",
                        columns: x => new { x.RecipientKey, x.SenderKey },
                        principalTable: "Connections",
                        principalColumns: new[] { "UserKey", "OtherUserKey" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Shares_Items_ItemKey",
                        column: x => x.ItemKey,
                        principalTable: "Items",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Shares_ReceivedItems_ReceivedItemKey",
                        column: x => x.ReceivedItemKey,
                        principalTable: "ReceivedItems",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Shares_Shares_ParentKey",
                        column: x => x.ParentKey,
                        principalTable: "Shares",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Shares_VaultUsers_OwnerKey",
                        column: x => x.OwnerKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Shares_VaultUsers_RecipientKey",
                        column: x => x.RecipientKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Shares_VaultUsers_SenderKey",
                        column: x => x.SenderKey,
                        principalTable: "VaultUsers",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SlotClassifications",
                columns: table => new
                {
                    ClassificationNodesKey = table.Column<long>(type: "INTEGER", nullable: false),
                    SlotsKey = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SlotClassifications", x => new { x.ClassificationNodesKey, x.SlotsKey });
                    table.ForeignKey(
                        name: "FK_SlotClassifications_ClassificationNodes_ClassificationNodesKey",
                        column: x => x.ClassificationNodesKey,
                        principalTable: "ClassificationNodes",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SlotClassifications_Slots_SlotsKey",
                        column: x => x.SlotsKey,
                        principalTable: "Slots",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AdmissionTokens_ExpiresAt",
                table: "AdmissionTokens",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_AdmissionTokens_KeystoreUserKey",
                table: "AdmissionTokens",
                column: "KeystoreUserKey");

            migrationBuilder.CreateIndex(
                name: "IX_AdmissionTokens_TokenHash",
                table: "AdmissionTokens",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AttachmentBlobs_ExpiresAt",
                table: "AttachmentBlobs",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_AttachmentBlobs_OwnerKey",
                table: "AttachmentBlobs",
                column: "OwnerKey");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_ArtifactKey",
                table: "Attachments",
                column: "ArtifactKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_ExpiresAt",
                table: "Attachments",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_MainKey",
                table: "Attachments",
                column: "MainKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_OwnerKey_CreatedAt_Key",
                table: "Attachments",
                columns: new[] { "OwnerKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ClassificationNodes_CreatedAt_Key",
                table: "ClassificationNodes",
                columns: new[] { "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ClassificationNodes_OwnerKey",
                table: "ClassificationNodes",
                column: "OwnerKey");

            migrationBuilder.CreateIndex(
                name: "IX_ClassificationNodes_SchemeKey_OwnerKey_Name",
                table: "ClassificationNodes",
                columns: new[] { "SchemeKey", "OwnerKey", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClassificationSchemes_Name",
                table: "ClassificationSchemes",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClientTasks_LastStateTransitionAt",
                table: "ClientTasks",
                column: "LastStateTransitionAt",
                filter: "\"State\" = 2");

            migrationBuilder.CreateIndex(
                name: "IX_ClientTasks_State_CreatedAt",
                table: "ClientTasks",
                columns: new[] { "State", "CreatedAt" },
                filter: "\"State\" <> 2");

            migrationBuilder.CreateIndex(
                name: "IX_ClientTasks_TargetKey_State",
                table: "ClientTasks",
                columns: new[] { "TargetKey", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ClientTasks_UserKey_CreatedAt_Key",
                table: "ClientTasks",
                columns: new[] { "UserKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ClientTasks_UserKey_State_CreatedAt_Key",
                table: "ClientTasks",
                columns: new[] { "UserKey", "State", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Connections_OtherUserKey",
                table: "Connections",
                column: "OtherUserKey");

            migrationBuilder.CreateIndex(
                name: "IX_Connections_UserKey_CreatedAt_Key",
                table: "Connections",
                columns: new[] { "UserKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_DataEncryptionKeys_UserKey",
                table: "DataEncryptionKeys",
                column: "UserKey");

            migrationBuilder.CreateIndex(
                name: "IX_DelegationInvitations_InvitedConnectionKey",
                table: "DelegationInvitations",
                column: "InvitedConnectionKey");

            migrationBuilder.CreateIndex(
                name: "IX_DelegationInvitations_InvitedUserKey_CreatedAt_Key",
                table: "DelegationInvitations",
                columns: new[] { "InvitedUserKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_DelegationInvitations_InvitingConnectionKey",
                table: "DelegationInvitations",
                column: "InvitingConnectionKey");

            migrationBuilder.CreateIndex(
                name: "IX_DelegationInvitations_InvitingUserKey_CreatedAt_Key",
                table: "DelegationInvitations",
                columns: new[] { "InvitingUserKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_UserKey_CreatedAt_Key",
                table: "Events",
                columns: new[] { "UserKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentAnswers_Caller_IdempotencyKey",
                table: "IdempotentAnswers",
                columns: new[] { "Caller", "IdempotencyKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentAnswers_ExpiresAt",
                table: "IdempotentAnswers",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_InvitedUserKey",
                table: "Invitations",
                column: "InvitedUserKey");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_SenderKey_CreatedAt_Key",
                table: "Invitations",
                columns: new[] { "SenderKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_TokenHash",
                table: "Invitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ItemClassifications_ItemsKey",
                table: "ItemClassifications",
                column: "ItemsKey");

            migrationBuilder.CreateIndex(
                name: "IX_Items_OwnerKey_CreatedAt_Key",
                table: "Items",
                columns: new[] { "OwnerKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Items_TemplateKey",
                table: "Items",
                column: "TemplateKey");

            migrationBuilder.CreateIndex(
                name: "IX_ItemTemplates_CreatedAt_Key",
                table: "ItemTemplates",
                columns: new[] { "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ItemTemplates_OwnerKey_Name",
                table: "ItemTemplates",
                columns: new[] { "OwnerKey", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyDelegations_DelegateKey",
                table: "KeyDelegations",
                column: "DelegateKey");

            migrationBuilder.CreateIndex(
                name: "IX_KeyDelegations_OwnerKey",
                table: "KeyDelegations",
                column: "OwnerKey");

            migrationBuilder.CreateIndex(
                name: "IX_KeyDelegations_TokenHash",
                table: "KeyDelegations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyDelegations_VaultOwnerKey",
                table: "KeyDelegations",
                column: "VaultOwnerKey");

            migrationBuilder.CreateIndex(
                name: "IX_KeyEncryptionKeys_UserKey",
                table: "KeyEncryptionKeys",
                column: "UserKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyPairIdentifiers_KeyPairKey",
                table: "KeyPairIdentifiers",
                column: "KeyPairKey");

            migrationBuilder.CreateIndex(
                name: "IX_KeyPairIdentifiers_UserKey_Value",
                table: "KeyPairIdentifiers",
                columns: new[] { "UserKey", "Value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyPairs_UserKey",
                table: "KeyPairs",
                column: "UserKey");

            migrationBuilder.CreateIndex(
                name: "IX_KeystoreSessions_ExpiresAt",
                table: "KeystoreSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_KeystoreSessions_TokenHash",
                table: "KeystoreSessions",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeystoreSessions_UserKey",
                table: "KeystoreSessions",
                column: "UserKey");

            migrationBuilder.CreateIndex(
                name: "IX_KeystoreUsers_Username",
                table: "KeystoreUsers",
                column: "Username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LoginAttempts_ExpiresAt",
                table: "LoginAttempts",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_LoginAttempts_Username",
                table: "LoginAttempts",
                column: "Username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrganizationMembers_OrganizationKey_CreatedAt_Key",
                table: "OrganizationMembers",
                columns: new[] { "OrganizationKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_OrganizationMembers_OrganizationKey_UserKey",
                table: "OrganizationMembers",
                columns: new[] { "OrganizationKey", "UserKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrganizationMembers_UserKey",
                table: "OrganizationMembers",
                column: "UserKey");

            migrationBuilder.CreateIndex(
                name: "IX_Organizations_AgentKey",
                table: "Organizations",
                column: "AgentKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Organizations_RequestorKey",
                table: "Organizations",
                column: "RequestorKey");

            migrationBuilder.CreateIndex(
                name: "IX_Organizations_Status_CreatedAt_Key",
                table: "Organizations",
                columns: new[] { "Status", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_OrganizationServices_AgentKey",
                table: "OrganizationServices",
                column: "AgentKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrganizationServices_OrganizationKey_CreatedAt_Key",
                table: "OrganizationServices",
                columns: new[] { "OrganizationKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedItems_ItemKey",
                table: "ReceivedItems",
                column: "ItemKey");

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedItems_RecipientKey_CreatedAt_Key",
                table: "ReceivedItems",
                columns: new[] { "RecipientKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedItems_RecipientKey_ItemKey",
                table: "ReceivedItems",
                columns: new[] { "RecipientKey", "ItemKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RequestAllowances_Caller",
                table: "RequestAllowances",
                column: "Caller",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ShareIntents_InvitationKey",
                table: "ShareIntents",
                column: "InvitationKey");

            migrationBuilder.CreateIndex(
                name: "IX_ShareIntents_SenderKey_CreatedAt_Key",
                table: "ShareIntents",
                columns: new[] { "SenderKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Shares_ExpiresAt",
                table: "Shares",
                column: "ExpiresAt",
                filter: "\"ExpiresAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Shares_ItemKey_SenderKey",
                table: "Shares",
                columns: new[] { "ItemKey", "SenderKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Shares_OwnerKey",
                table: "Shares",
                column: "OwnerKey");

            migrationBuilder.CreateIndex(
                name: "IX_Shares_ParentKey",
                table: "Shares",
                column: "ParentKey",
                filter: "\"ParentKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Shares_ReceivedItemKey_CreatedAt_Key",
                table: "Shares",
                columns: new[] { "ReceivedItemKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Shares_RecipientKey_CreatedAt_Key",
                table: "Shares",
                columns: new[] { "RecipientKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Shares_RecipientKey_SenderKey",
                table: "Shares",
                columns: new[] { "RecipientKey", "SenderKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Shares_SenderKey_CreatedAt_Key",
                table: "Shares",
                columns: new[] { "SenderKey", "CreatedAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_SlotClassifications_SlotsKey",
                table: "SlotClassifications",
                column: "SlotsKey");

            migrationBuilder.CreateIndex(
                name: "IX_Slots_AttachmentKey",
                table: "Slots",
                column: "AttachmentKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Slots_ItemKey_Ordinal",
                table: "Slots",
                columns: new[] { "ItemKey", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SrpChallenges_ExpiresAt",
                table: "SrpChallenges",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_SrpChallenges_Username_ClientPublicHash",
                table: "SrpChallenges",
                columns: new[] { "Username", "ClientPublicHash" });

            migrationBuilder.CreateIndex(
                name: "IX_TemplateClassifications_TemplatesKey",
                table: "TemplateClassifications",
                column: "TemplatesKey");

            migrationBuilder.CreateIndex(
                name: "IX_TemplateSlots_TemplateKey_Name",
                table: "TemplateSlots",
                columns: new[] { "TemplateKey", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Thumbnails_AttachmentKey_SizeType",
                table: "Thumbnails",
                columns: new[] { "AttachmentKey", "SizeType" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VaultSessions_ExpiresAt",
                table: "VaultSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_VaultSessions_OpenedByKey",
                table: "VaultSessions",
                column: "OpenedByKey");

            migrationBuilder.CreateIndex(
                name: "IX_VaultSessions_TokenHash",
                table: "VaultSessions",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VaultSessions_UserKey",
                table: "VaultSessions",
                column: "UserKey");

            migrationBuilder.CreateIndex(
                name: "IX_VaultUsers_KeystoreUserKey",
                table: "VaultUsers",
                column: "KeystoreUserKey");

            migrationBuilder.CreateIndex(
                name: "IX_VaultUsers_PublicKeyFingerprint",
                table: "VaultUsers",
                column: "PublicKeyFingerprint",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AdmissionTokens");

            migrationBuilder.DropTable(
                name: "ClientTasks");

            migrationBuilder.DropTable(
                name: "CopyMark");

            migrationBuilder.DropTable(
                name: "DataEncryptionKeys");

            migrationBuilder.DropTable(
                name: "DelegationInvitations");

            migrationBuilder.DropTable(
                name: "Events");

            migrationBuilder.DropTable(
                name: "IdempotentAnswers");

            migrationBuilder.DropTable(
                name: "ItemClassifications");

            migrationBuilder.DropTable(
                name: "KeyDelegations");

            migrationBuilder.DropTable(
                name: "KeyEncryptionKeys");

            migrationBuilder.DropTable(
                name: "KeyPairIdentifiers");

            migrationBuilder.DropTable(
                name: "KeystoreSessions");

            migrationBuilder.DropTable(
                name: "LoginAttempts");

            migrationBuilder.DropTable(
                name: "OrganizationMembers");

            migrationBuilder.DropTable(
                name: "OrganizationServices");

            migrationBuilder.DropTable(
                name: "RequestAllowances");

            migrationBuilder.DropTable(
                name: "ServerSecrets");

            migrationBuilder.DropTable(
                name: "ShareIntents");

            migrationBuilder.DropTable(
                name: "Shares");

            migrationBuilder.DropTable(
                name: "SlotClassifications");

            migrationBuilder.DropTable(
                name: "SrpChallenges");

            migrationBuilder.DropTable(
                name: "TemplateClassifications");

            migrationBuilder.DropTable(
                name: "TemplateSlots");

            migrationBuilder.DropTable(
                name: "ThumbnailPictures");

            migrationBuilder.DropTable(
                name: "VaultSessions");

            migrationBuilder.DropTable(
                name: "KeyPairs");

            migrationBuilder.DropTable(
                name: "Organizations");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "Connections");

            migrationBuilder.DropTable(
                name: "ReceivedItems");

            migrationBuilder.DropTable(
                name: "Slots");

            migrationBuilder.DropTable(
                name: "ClassificationNodes");

            migrationBuilder.DropTable(
                name: "Thumbnails");

            migrationBuilder.DropTable(
                name: "Items");

            migrationBuilder.DropTable(
                name: "ClassificationSchemes");

            migrationBuilder.DropTable(
                name: "Attachments");

            migrationBuilder.DropTable(
                name: "ItemTemplates");

            migrationBuilder.DropTable(
                name: "AttachmentBlobs");

            migrationBuilder.DropTable(
                name: "VaultUsers");

            migrationBuilder.DropTable(
                name: "KeystoreUsers");
        }
    }
}
