using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>The database in a file of SQLite's.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : MeecoDb(options);

/// <summary>Gives the EF Core tools a context to read the model from, without starting the server.</summary>
internal sealed class SqliteDbDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options);
}
