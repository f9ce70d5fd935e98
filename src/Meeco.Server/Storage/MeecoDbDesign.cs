using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Meeco.Server.Storage;

/// <summary>Gives the EF Core tools a context to read the model from, without starting the server.</summary>
internal sealed class MeecoDbDesign : IDesignTimeDbContextFactory<MeecoDb>
{
    public MeecoDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<MeecoDb>().UseSqlite("Data Source=:memory:").Options);
}
