namespace Meeco.Server.Tests.Fixtures.Databases;

/// <summary>The database of one server under test.</summary>
/// <param name="connectionString">What the server is told; null where it is told its folder alone.</param>
/// <param name="drop">Removes it.</param>
public sealed class TestDatabase(string? connectionString, Func<Task> drop) : IAsyncDisposable
{
    /// <summary>What the server is told; null where it is told its folder alone.</summary>
    public string? ConnectionString => connectionString;

    /// <summary>What a server or command is told of it on its command line.</summary>
    public string[] Arguments => connectionString is null ? [] : ["--ConnectionStrings:Meeco", connectionString];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await drop();
}
