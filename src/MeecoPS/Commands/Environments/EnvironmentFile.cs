using Meeco;

namespace MeecoPS.Commands.Environments;

/// <summary>Reads the file that tells Meeco's CLI where vault and keystore are.</summary>
internal static class EnvironmentFile
{
    /// <summary>Reads it.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="allowInsecure">Whether plain http may reach another machine.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The environment.</returns>
    /// <exception cref="MeecoException"><c>DocumentKindMismatch</c>, and the errors of every document.</exception>
    public static async Task<MeecoEnvironment> ReadAsync(string path, bool allowInsecure, CancellationToken cancel)
    {
        var documents = await DocumentSource.ReadFileAsync(path, cancel).ConfigureAwait(false);
        var (kind, objects) = new DocumentReader(userId: null, allowInsecure).Read(documents[0]);
        return objects is [MeecoEnvironment environment] && documents.Count == 1
            ? environment
            : throw DocumentErrors.KindMismatch(path, kind, DocumentKinds.Environment);
    }
}
