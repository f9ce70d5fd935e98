using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace MeecoPS.Pipeline;

/// <summary>Asks at the host; a host that cannot ask is an answer too.</summary>
internal static class HostPrompt
{
    private const int No = 1;

    /// <summary>Asks for a secret; what is typed is not shown.</summary>
    /// <param name="host">The host to ask at.</param>
    /// <param name="prompt">What is asked for.</param>
    /// <returns>What was typed; null when the host cannot ask.</returns>
    public static SecureString? Secret(PSHost host, string prompt)
    {
        SecureString? typed = null;
        return TryAsk(() =>
        {
            host.UI.Write($"{prompt}: ");
            typed = host.UI.ReadLineAsSecureString();
        }) ? typed : null;
    }

    /// <summary>Asks for consent. Who answers nothing has not consented: <c>ShouldContinue</c> would take that for a yes.</summary>
    /// <param name="host">The host to ask at.</param>
    /// <param name="caption">What it is about.</param>
    /// <param name="question">The question.</param>
    /// <returns>The answer; null when the host cannot ask.</returns>
    public static bool? Consent(PSHost host, string caption, string question)
    {
        var answer = No;
        return TryAsk(() => answer = host.UI.PromptForChoice(caption, question, [new("&Yes"), new("&No")], No)) ? answer != No : null;
    }

    /// <summary>Takes from a stranger's text what could move the cursor or rewrite the question it is shown in.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text without control characters other than line breaks.</returns>
    public static string Printable(string text) =>
        text.Where(static letter => letter == '\n' || !(char.IsControl(letter) || IsDirection(letter)))
            .Aggregate(new StringBuilder(text.Length), static (kept, letter) => kept.Append(letter))
            .ToString();

    // Marks that turn the direction of writing can make a text read as its opposite.
    private static bool IsDirection(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool TryAsk(Action ask)
    {
        try
        {
            ask();
            return true;
        }
        catch (Exception error) when (error is HostException or PSInvalidOperationException or NotImplementedException)
        {
            return false;
        }
    }
}
