using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Storage;

/// <summary>A random key of the server itself, made once and kept in the database so that every instance has the same.</summary>
internal sealed class ServerSecret
{
    public required string Name { get; init; }

    public required byte[] Value { get; init; }
}

internal sealed class ServerSecretMapping : IEntityTypeConfiguration<ServerSecret>
{
    public void Configure(EntityTypeBuilder<ServerSecret> builder)
    {
        builder.HasKey(secret => secret.Name);
        builder.Property(secret => secret.Name).HasMaxLength(64);
    }
}
