using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;
using System.Text;

namespace MeecoPS.Tests.Hosting;

/// <summary>Answers prompts from a list, and keeps everything that was shown.</summary>
internal sealed class ScriptedUser : PSHostUserInterface
{
    private readonly StringBuilder _shown = new();

    /// <summary>The labels of the choices to make, in order: "&amp;Yes" or "Yes"; an empty one takes the default.</summary>
    public IList<string> Choices { get; } = [];

    /// <summary>What to type where a secret is asked for.</summary>
    public IList<string> Secrets { get; } = [];

    public string Shown => _shown.ToString();

    public override PSHostRawUserInterface RawUI { get; } = new FixedRawUI();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException($"Nobody expected the question '{caption} {message}'.");

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _shown.AppendLine(caption).AppendLine(message);
        if (!TryTake(Choices, out var answer))
        {
            throw new NotSupportedException($"Nobody expected the question '{caption} {message}'.");
        }

        return answer.Length == 0
            ? defaultChoice
            : choices.Select(choice => choice.Label.Replace("&", string.Empty, StringComparison.Ordinal)).ToList().IndexOf(answer);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw new NotSupportedException();

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() =>
        TryTake(Secrets, out var secret)
            ? new NetworkCredential(string.Empty, secret).SecurePassword
            : throw new NotSupportedException("Nobody expected to be asked for a secret.");

    public override void Write(string value) => _shown.Append(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => _shown.Append(value);

    public override void WriteLine(string value) => _shown.AppendLine(value);

    public override void WriteDebugLine(string message) => _shown.AppendLine(message);

    public override void WriteErrorLine(string value) => _shown.AppendLine(value);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override void WriteVerboseLine(string message) => _shown.AppendLine(message);

    public override void WriteWarningLine(string message) => _shown.AppendLine(message);

    private static bool TryTake(IList<string> answers, [NotNullWhen(true)] out string? answer)
    {
        answer = answers.FirstOrDefault();
        if (answer is null)
        {
            return false;
        }

        answers.RemoveAt(0);
        return true;
    }
}
