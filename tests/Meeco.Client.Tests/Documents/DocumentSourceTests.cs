using System.Text;

namespace Meeco.Client.Tests.Documents;

/// <summary>Files with documents.</summary>
public sealed class DocumentSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-documents-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder, "file.yaml");

    [Fact]
    public async Task A_file_may_be_in_any_encoding_that_a_redirection_writes()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(), new UnicodeEncoding(true, true) })
        {
            await File.WriteAllTextAsync(FilePath, "kind: é€😀\n", encoding, Cancel);

            (await DocumentSource.ReadFileAsync(FilePath, Cancel)).Single().Should().BeOfType<YamlMap>().Which.Text("kind").Should().Be("é€😀");
        }
    }

    [Fact]
    public async Task A_file_that_is_none_is_an_error_of_its_own()
    {
        (await FailingAsync()).Should().Be("FileNotReadable");
        await File.WriteAllBytesAsync(FilePath, [0x61, 0xFF, 0xFE], Cancel);
        (await FailingAsync()).Should().Be("DocumentInvalid");
        await File.WriteAllTextAsync(FilePath, "\n# nothing\n", Cancel);
        (await FailingAsync()).Should().Be("DocumentInvalid");
        await using (var large = File.Create(FilePath))
        {
            large.SetLength(YamlReader.MaxLength + 1);
        }

        (await FailingAsync()).Should().Be("DocumentTooLarge");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> FailingAsync() =>
        (await FluentActions.Awaiting(() => DocumentSource.ReadFileAsync(FilePath, Cancel)).Should().ThrowAsync<MeecoException>()).Which.ErrorId;
}
