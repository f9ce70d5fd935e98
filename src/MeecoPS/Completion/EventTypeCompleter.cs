using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Meeco;

namespace MeecoPS.Completion;

/// <summary>Completes the words for what can happen.</summary>
public sealed class EventTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        EventService.KnownTypes
            .Where(type => type.StartsWith((wordToComplete ?? string.Empty).Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(type => new CompletionResult(type));
}
