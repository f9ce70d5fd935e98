using System.Management.Automation;
using System.Management.Automation.Host;

namespace MeecoPS.Shell;

/// <summary>What the prompts have in common.</summary>
internal static class PromptText
{
    /// <summary>Writes title and question of a prompt.</summary>
    public static void WriteHeader(PSHostUserInterface ui, string? caption, string? message)
    {
        foreach (var text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text))
            {
                ui.WriteLine(text);
            }
        }
    }

    /// <summary>The error of a question that nobody is there to answer: no answer is never taken for a yes.</summary>
    public static HostException InputEnded() =>
        new("An answer is needed, but the input has ended.", null, "InputEnded", ErrorCategory.ResourceUnavailable);
}
