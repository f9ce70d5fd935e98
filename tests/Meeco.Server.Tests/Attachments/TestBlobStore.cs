using Meeco.Server.Attachments;
using Meeco.Server.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Tests.Attachments;

/// <summary>A store without a server, whose sweep at its start would find files without a row: of the kind that the servers under test have.</summary>
internal sealed class TestBlobStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-blob-store-").FullName;
    private readonly ServerOptions _options;

    public TestBlobStore()
    {
        _options = new ConfigurationBuilder().AddInMemoryCollection(TestObjectStore.SettingsFor(_folder)!).Build().Get<ServerOptions>() ?? new ServerOptions();
        _options.Data = _folder;
        Store = AttachmentsSetup.MakeStore(Options.Create(_options));
    }

    public IBlobStore Store { get; }

    public Task<IReadOnlyList<string>> StoredAsync() => Files.StoredAsync(_options);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
