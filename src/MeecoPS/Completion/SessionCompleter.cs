using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Meeco;
using MeecoPS.Sessions;

namespace MeecoPS.Completion;

/// <summary>
/// Completes from what the session can look up quickly. It never fails, asks or keeps the user waiting:
/// without a session, an answer or time it offers nothing.
/// </summary>
public abstract class SessionCompleter : IArgumentCompleter
{
    private const int MostOffers = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

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

        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var pattern = WildcardPattern.Get(WildcardPattern.Escape(word) + "*", WildcardOptions.IgnoreCase);
        return Collect(session, bound)
            .Where(offer => pattern.IsMatch(offer.Text))
            .DistinctBy(offer => offer.Text)
            .OrderBy(offer => offer.Text, StringComparer.OrdinalIgnoreCase)
            .Take(MostOffers)
            .Select(offer => new CompletionResult(Quote(offer.Text), offer.Text, CompletionResultType.ParameterValue, offer.ToolTip));
    }

    /// <summary>Looks up what could be meant.</summary>
    /// <param name="session">The session to look in.</param>
    /// <param name="bound">The parameters given so far.</param>
    /// <param name="cancel">Signalled when the user has waited long enough.</param>
    /// <returns>Texts to complete to, with what to show about them.</returns>
    private protected abstract IAsyncEnumerable<(string Text, string ToolTip)> FindAsync(
        MeecoSession session, IDictionary bound, CancellationToken cancel);

    private protected static T? Bound<T>(IDictionary bound, string parameter)
        where T : class =>
        bound[parameter] is { } value && LanguagePrimitives.TryConvertTo(value, out T result) ? result : null;

    private static string Quote(string text) =>
        text.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '-')
            ? text
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private List<(string Text, string ToolTip)> Collect(MeecoSession session, IDictionary bound)
    {
        var found = new List<(string Text, string ToolTip)>();
        using var limit = new CancellationTokenSource(Patience);
        var search = Task.Run(
            async () =>
            {
                await foreach (var offer in FindAsync(session, bound, limit.Token).WithCancellation(limit.Token).ConfigureAwait(false))
                {
                    lock (found)
                    {
                        found.Add(offer);
                    }
                }
            },
            limit.Token);
        Task.WaitAny([search], Patience);
        limit.Cancel();

        // Whatever went wrong is no business of somebody who is typing; what was found in time is offered.
        _ = search.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        lock (found)
        {
            return [.. found];
        }
    }
}
