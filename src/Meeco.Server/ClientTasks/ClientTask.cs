using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.ClientTasks;

/// <summary>Work that only a user's own client can do, for the server can read nothing (rule 43).</summary>
internal sealed class ClientTask : IListed
{
    public long Key { get; private set; }

    /// <summary>Whose client does it.</summary>
    public required long UserKey { get; init; }

    public VaultUser? User { get; private set; }

    /// <summary>One of the wire's work types.</summary>
    public required string WorkType { get; init; }

    /// <summary>
    /// What it is about, by the work type: <see cref="ClientTaskTargets"/>. Not a reference, for a closed task outlives
    /// its target.
    /// </summary>
    public required long TargetKey { get; init; }

    public required ClientTaskState State { get; set; }

    /// <summary>The vault session that claimed it, while it is in progress. Not a reference: a claim may outlive its session.</summary>
    public long? ClaimedBySessionKey { get; set; }

    /// <summary>When it was claimed; the claim lapses a lease later (rule 48).</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>
    /// The server ended it: another task took its place, or no share is left to update. Not listed any more; setting its
    /// state is accepted and changes nothing.
    /// </summary>
    public bool Closed { get; set; }

    /// <summary>The JSON object that the client reported.</summary>
    public string Report { get; set; } = "{}";

    /// <summary>A JSON object.</summary>
    public string AdditionalOptions { get; init; } = "{}";

    public DateTimeOffset? LastStateTransitionAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ClientTaskMapping : IEntityTypeConfiguration<ClientTask>
{
    public void Configure(EntityTypeBuilder<ClientTask> builder)
    {
        builder.HasKey(task => task.Key);
        builder.Property(task => task.WorkType).HasMaxLength(64);
        builder.HasIndex(task => new { task.UserKey, task.CreatedAt, task.Key });
        builder.HasIndex(task => new { task.UserKey, task.State, task.CreatedAt, task.Key });
        builder.HasIndex(task => new { task.TargetKey, task.State });
        builder.HasIndex(task => task.LastStateTransitionAt).HasFilter($"\"{nameof(ClientTask.State)}\" = {(int)ClientTaskState.Done}");
        builder.HasIndex(task => new { task.State, task.CreatedAt }).HasFilter($"\"{nameof(ClientTask.State)}\" <> {(int)ClientTaskState.Done}");
        builder.HasOne(task => task.User).WithMany().HasForeignKey(task => task.UserKey).OnDelete(DeleteBehavior.Cascade);
    }
}
