using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;

namespace MeecoPS.Shell;

/// <summary>
/// Reads and runs one input after the other. Each has a pipeline of its own: behind the help pages of Get-Help, what follows
/// in the same pipeline would be shown without the module's views.
/// </summary>
internal sealed class Prompt(ShellSession session, ConsoleInput input)
{
    /// <summary>Runs until <c>exit</c> or the end of the input.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run()
    {
        while (session.ExitCode is null && ReadInput() is { } text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                session.Show(new Command(text, isScript: true, useLocalScope: false), remember: true);
            }
        }

        return session.ExitCode ?? ExitCodes.Success;
    }

    // One line, or as many as the statement that it begins needs; "" after Ctrl+C, null at the end of the input.
    private string? ReadInput()
    {
        var text = new StringBuilder();
        var prompt = input.IsTerminal ? session.PromptText() : "";
        while (true)
        {
            Console.Out.Write(prompt);
            string? line;
            try
            {
                line = input.ReadLine();
            }
            catch (OperationCanceledException)
            {
                return "";
            }

            if (line is null)
            {
                return text.Length == 0 ? null : text.ToString();
            }

            text.AppendLine(line);

            // As in pwsh, an empty line ends an input that could go on; the parser then says what it lacks.
            if (line.Length == 0 || !IsIncomplete(text.ToString()))
            {
                return text.ToString();
            }

            prompt = input.IsTerminal ? ">> " : "";
        }
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
