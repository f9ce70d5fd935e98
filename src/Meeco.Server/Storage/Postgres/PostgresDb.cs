using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Meeco.Server.Storage.Postgres;

/// <summary>The database of a PostgreSQL server.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : MeecoDb(options);

/// <inheritdoc cref="Sqlite.SqliteDbDesign"/>
internal sealed class PostgresDbDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=nowhere").Options);
}
