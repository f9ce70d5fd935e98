using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MeecoPS.Sessions;

namespace MeecoPS.Completion;

/// <summary>
/// Completes the vaults that are registered with Microsoft.PowerShell.SecretManagement, where that module is loaded: nobody
/// who types waits until it is.
/// </summary>
public sealed class VaultCompleter : IArgumentCompleter
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
        return SecretVault.Names().Where(word.Begins)
            .Order(StringComparer.OrdinalIgnoreCase).Select(name => word.Offer(name, name));
    }
}
