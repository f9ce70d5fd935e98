using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Events;

/// <summary>
/// Who did what to which share, item, connection or session, as one user is told of it (rule 79); no values. What it
/// speaks of may be gone since, so nothing here is a reference but the user.
/// </summary>
internal sealed class Event : IListed
{
    public long Key { get; private set; }

    /// <summary>In whose feed it stands.</summary>
    public required long UserKey { get; init; }

    public VaultUser? User { get; private set; }

    /// <summary>Who did it: the user himself, another, or a delegate who acted for one of them.</summary>
    public required long ActorKey { get; init; }

    /// <summary>One of the wire's event types.</summary>
    public required string Type { get; init; }

    public required EventSubject Subject { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class EventMapping : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.HasKey(one => one.Key);
        builder.Property(one => one.Type).HasMaxLength(64);
        builder.ComplexProperty(one => one.Subject);
        builder.HasIndex(one => new { one.UserKey, one.CreatedAt, one.Key });
        builder.HasOne(one => one.User).WithMany().HasForeignKey(one => one.UserKey).OnDelete(DeleteBehavior.Cascade);
    }
}
