using Meeco.Server.Accounts;
using Meeco.Server.Attachments;
using Meeco.Server.ClientTasks;
using Meeco.Server.Connections;
using Meeco.Server.Delegations;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Organizations;
using Meeco.Server.Shares;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Storage;

/// <summary>
/// The one database of vault and keystore. The model names no provider; each entity's mapping stands beside it in its
/// domain folder. Each provider has a class of its own below this one, to which its migrations belong.
/// </summary>
internal abstract class MeecoDb : DbContext
{
    // A failure undoes the transaction and is never gone on from, so that nobody wants the point to which EF would go back.
    protected MeecoDb(DbContextOptions options)
        : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<ServerSecret> ServerSecrets => Set<ServerSecret>();

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    public DbSet<RequestAllowance> RequestAllowances => Set<RequestAllowance>();

    public DbSet<KeystoreUser> KeystoreUsers => Set<KeystoreUser>();

    public DbSet<KeystoreSession> KeystoreSessions => Set<KeystoreSession>();

    public DbSet<SrpChallenge> SrpChallenges => Set<SrpChallenge>();

    public DbSet<LoginAttempt> LoginAttempts => Set<LoginAttempt>();

    public DbSet<KeyEncryptionKey> KeyEncryptionKeys => Set<KeyEncryptionKey>();

    public DbSet<DataEncryptionKey> DataEncryptionKeys => Set<DataEncryptionKey>();

    public DbSet<KeyPair> KeyPairs => Set<KeyPair>();

    public DbSet<KeyPairIdentifier> KeyPairIdentifiers => Set<KeyPairIdentifier>();

    public DbSet<AdmissionToken> AdmissionTokens => Set<AdmissionToken>();

    public DbSet<VaultUser> VaultUsers => Set<VaultUser>();

    public DbSet<VaultSession> VaultSessions => Set<VaultSession>();

    public DbSet<ClassificationScheme> ClassificationSchemes => Set<ClassificationScheme>();

    public DbSet<ClassificationNode> ClassificationNodes => Set<ClassificationNode>();

    public DbSet<ItemTemplate> ItemTemplates => Set<ItemTemplate>();

    public DbSet<TemplateSlot> TemplateSlots => Set<TemplateSlot>();

    public DbSet<Item> Items => Set<Item>();

    public DbSet<Slot> Slots => Set<Slot>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<AttachmentBlob> AttachmentBlobs => Set<AttachmentBlob>();

    public DbSet<Thumbnail> Thumbnails => Set<Thumbnail>();

    public DbSet<ThumbnailPicture> ThumbnailPictures => Set<ThumbnailPicture>();

    public DbSet<ReceivedItem> ReceivedItems => Set<ReceivedItem>();

    public DbSet<Share> Shares => Set<Share>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ShareIntent> ShareIntents => Set<ShareIntent>();

    public DbSet<KeyDelegation> KeyDelegations => Set<KeyDelegation>();

    public DbSet<DelegationInvitation> DelegationInvitations => Set<DelegationInvitation>();

    public DbSet<ClientTask> ClientTasks => Set<ClientTask>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<OrganizationMember> OrganizationMembers => Set<OrganizationMember>();

    public DbSet<OrganizationService> OrganizationServices => Set<OrganizationService>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MeecoDb).Assembly);
    }
}
