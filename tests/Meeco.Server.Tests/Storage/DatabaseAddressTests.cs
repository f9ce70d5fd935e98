using Meeco.Server.Storage;

namespace Meeco.Server.Tests.Storage;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("Host=db.example.com;Username=meeco;Password=hunter2;Database=vault", "Postgres")]
    [InlineData("server=/var/run/postgresql;Database=vault", "Postgres")]
    [InlineData("Data Source=/srv/meeco/vault.db", "Sqlite")]
    [InlineData("filename=vault.db", "Sqlite")]
    public void A_connection_string_says_which_database_it_is_for(string connectionString, string kind) =>
        DatabaseAddress.Parse(connectionString).Kind.ToString().Should().Be(kind);

    [Theory]
    [InlineData("postgres://meeco:hunter2@db.example.com/vault")]
    [InlineData("Host=db.example.com;Pasword=hunter2")]
    [InlineData("Data Source=vault.db;Pasword=hunter2")]
    [InlineData("Password=hunter2")]
    public void One_that_cannot_be_read_is_refused_and_not_repeated(string connectionString)
    {
        var parse = () => DatabaseAddress.Parse(connectionString);

        parse.Should().Throw<StorageException>().Which.Message.Should().Contain("Host=…").And.NotContain("hunter2");
    }

    [Fact]
    public void An_address_is_shown_without_its_password()
    {
        var address = DatabaseAddress.Parse("Host=db.example.com;Username=meeco;Password=hunter2;Database=vault");

        $"{address}".Should().Be("the PostgreSQL database 'vault' on 'db.example.com'");
    }

    [Fact]
    public void What_the_operator_says_of_pools_and_statements_counts()
    {
        var address = DatabaseAddress.Parse("Host=db.example.com;MaxPoolSize=7;Max Auto Prepare=0");

        address.ConnectionString.Should().Contain("Maximum Pool Size=7").And.Contain("Max Auto Prepare=0");
    }

    [Fact]
    public void References_are_checked_in_any_file_of_SQLite() =>
        DatabaseAddress.Parse("Data Source=vault.db;Foreign Keys=False").ConnectionString.Should().Contain("Foreign Keys=True");
}
