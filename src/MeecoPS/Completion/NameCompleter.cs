using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Meeco;
using MeecoPS.Sessions;

namespace MeecoPS.Completion;

/// <summary>
/// Completes from the names that the session has seen: no server is asked, so nobody who types waits. Without a session, and
/// where it has seen nothing yet, nothing is offered.
/// </summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private const int MostOffers = 100;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var bound = fakeBoundParameters ?? new Hashtable();
        if ((Bound<MeecoSession>(bound, "Session") ?? RunspaceStore.Current.CurrentSession) is not { } session)
        {
            return [];
        }

        var word = new TypedWord(wordToComplete, WildcardParameters.Contain(commandName, parameterName));
        return Find(session.Names, bound)
            .Where(name => word.Begins(name.Text))
            .DistinctBy(name => name.Text)
            .OrderBy(name => name.Text, StringComparer.OrdinalIgnoreCase)
            .Take(MostOffers)
            .Select(name => word.Offer(name.Text, name.About));
    }

    /// <summary>Finds what could be meant.</summary>
    /// <param name="names">What the session has seen.</param>
    /// <param name="bound">The parameters given so far.</param>
    /// <returns>The names, in any order.</returns>
    private protected abstract IEnumerable<KnownName> Find(KnownNames names, IDictionary bound);

    /// <summary>What the command line gives for a parameter, as far as it can be known before it runs.</summary>
    /// <typeparam name="T">What the parameter takes.</typeparam>
    /// <param name="bound">The parameters given so far.</param>
    /// <param name="parameter">Its name.</param>
    /// <returns>The value; null where there is none.</returns>
    private protected static T? Bound<T>(IDictionary bound, string parameter)
        where T : class =>
        bound[parameter] is { } value && LanguagePrimitives.TryConvertTo(value, out T result) ? result : null;
}
