using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Http;

/// <summary>What was answered to a POST with an <c>Idempotency-Key</c>, kept for its repetition (docs/RULES.md 9, extensions).</summary>
internal sealed class IdempotentAnswer : IExpiring
{
    public long Key { get; private set; }

    /// <summary>Who asked: service and user key, for vault and keystore users count separately, and a delegate's key.</summary>
    public required string Caller { get; init; }

    public required string IdempotencyKey { get; init; }

    /// <summary>SHA-256 over path and body: the same key with another request is refused.</summary>
    public required byte[] RequestHash { get; init; }

    public required int Status { get; init; }

    /// <summary>
    /// The body, or what the endpoint's <see cref="IAnswerMemory"/> makes it of again; sealed, for there are tokens in answers.
    /// Null where there was none.
    /// </summary>
    public required string? SealedBody { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class IdempotentAnswerMapping : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.HasKey(answer => answer.Key);
        builder.Property(answer => answer.Caller).HasMaxLength(64);
        builder.Property(answer => answer.IdempotencyKey).HasMaxLength(255);
        builder.HasIndex(answer => new { answer.Caller, answer.IdempotencyKey }).IsUnique();
        builder.HasIndex(answer => answer.ExpiresAt);
    }
}
