using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Meeco;
using MeecoPS.Sessions;

namespace MeecoPS.Completion;

/// <summary>
/// Completes sessions. A parameter takes the object itself, so what is offered are the variables that hold one, found by their
/// own name or by that of the user; and for a session of this runspace that no variable holds, the command that gets it.
/// </summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var word = new TypedWord(wordToComplete, takesWildcards: false);
        var held = Variables().ToList();
        var store = RunspaceStore.Current;
        var others = store.Sessions.Where(session => !session.IsEnded && !held.Exists(one => ReferenceEquals(one.Session, session))).ToList();
        return held.Where(one => word.Begins(one.Name) || word.Begins(one.Session.UserName))
            .OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .Select(one => Offer(Reference(one.Name), one.Session))
            .Concat(others.Where(session => word.Begins(session.UserName))
                .Select(session => (Session: session, Command: Command(session, store)))
                .Where(one => one.Command is not null)
                .Select(one => Offer(one.Command!, one.Session)));
    }

    private static CompletionResult Offer(string text, MeecoSession session) =>
        new(text, text, CompletionResultType.ParameterValue, session.ToString());

    private static string Reference(string name) =>
        name.All(static letter => char.IsLetterOrDigit(letter) || letter == '_') ? $"${name}" : $"${{{CodeGeneration.EscapeVariableName(name)}}}";

    // Two sessions of one user cannot be told apart by a command.
    private static string? Command(MeecoSession session, RunspaceStore store) =>
        ReferenceEquals(session, store.CurrentSession) ? "(Get-MeecoSession -Current)"
        : store.Sessions.Count(one => one.UserName == session.UserName) > 1 ? null
        : $"(Get-MeecoSession | Where-Object UserName -eq '{CodeGeneration.EscapeSingleQuotedStringContent(session.UserName)}')";

    private static IEnumerable<(string Name, MeecoSession Session)> Variables()
    {
        // The provider, for Get-Variable is in a module that need not be there.
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return [.. shell.AddScript("$ExecutionContext.InvokeProvider.ChildItem.Get('variable:', $false)").Invoke()
            .Select(found => found.BaseObject).OfType<PSVariable>()
            .Where(variable => PSObject.AsPSObject(variable.Value ?? string.Empty).BaseObject is MeecoSession { IsEnded: false })
            .Select(variable => (variable.Name, (MeecoSession)PSObject.AsPSObject(variable.Value).BaseObject))
            .DistinctBy(variable => variable.Name)];
    }
}
