using System.Runtime.CompilerServices;
using System.Security;
using Meeco;
using MeecoPS.Errors;
using MeecoPS.Sessions;

namespace MeecoPS.Commands.Documents;

/// <summary>Makes objects of the documents of a file or a text.</summary>
internal sealed class DocumentImport
{
    private readonly MeecoEnvironment? _environment;
    private readonly AccountService _accounts;
    private readonly DocumentReader _reader;

    /// <summary>Remembers how to read. Pipeline thread only.</summary>
    /// <param name="environment">Where sessions are taken up; the runspace's environment when null.</param>
    /// <param name="waiting">Told what calls wait for while a session is taken up.</param>
    public DocumentImport(MeecoEnvironment? environment, Action<CallWait> waiting)
    {
        var store = RunspaceStore.Current;
        _environment = environment ?? store.Environment;
        _accounts = new AccountService(store.Settings, waiting);
        _reader = new DocumentReader(store.CurrentSession?.UserId, allowInsecure: false);
    }

    /// <summary>The passphrases of the document's users, for sessions that have ended.</summary>
    public IReadOnlyList<SecureString> Passphrases { get; init; } = [];

    /// <summary>The user for whom a session acts; null for its own.</summary>
    public string? DelegationId { get; init; }

    /// <summary>The only kind that is welcome; null for any.</summary>
    public string? Kind { get; init; }

    /// <summary>Reads documents one after the other.</summary>
    /// <param name="source">What errors call them.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What they hold, sessions taken up.</returns>
    public async IAsyncEnumerable<object> ReadAsync(
        string source,
        IReadOnlyList<YamlNode> documents,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var document in documents)
        {
            var (kind, objects) = _reader.Read(document);
            if (Kind is not null && !string.Equals(kind, Kind, StringComparison.OrdinalIgnoreCase))
            {
                throw DocumentErrors.KindMismatch(source, kind, Kind);
            }

            foreach (var read in objects)
            {
                yield return DocumentOpener.HoldsCredentials(read)
                    ? await Opener().OpenAsync(read, cancel).ConfigureAwait(false)
                    : read;
            }
        }
    }

    /// <summary>Remembers the sessions of what was read, to be ended with the runspace; none becomes current. Pipeline thread only.</summary>
    /// <param name="read">What was read.</param>
    public static void Keep(object read)
    {
        MeecoSession[] sessions = read switch
        {
            MeecoSession session => [session],
            MeecoConnectionRequest request => [request.From, request.To],
            MeecoShareRequest request => [request.Session],
            _ => [],
        };
        foreach (var session in sessions)
        {
            RunspaceStore.Current.Keep(session);
        }
    }

    private DocumentOpener Opener() => new(
        _environment ?? throw MeecoErrors.EnvironmentNotSet(), _accounts, Passphrases, DelegationId);
}
