using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace MeecoPS.Shell;

/// <summary>
/// The shell's arguments. The first says everything: nothing is a prompt, <c>-Command</c> is followed by script text,
/// whatever else is a script file. What follows belongs to the script and is bound by PowerShell.
/// </summary>
/// <param name="Kind">What to do.</param>
/// <param name="Text">The script text, the path of the file, or the complaint that goes before the usage text.</param>
/// <param name="Arguments">What follows the script file, each as it was typed.</param>
internal sealed partial record CommandLine(CommandKind Kind, string Text, IReadOnlyList<string> Arguments)
{
    /// <summary>How the shell is used.</summary>
    public const string Usage = """
        Usage: MeecoPS.Shell                            a prompt
               MeecoPS.Shell file.ps1 [arguments]       run a script file
               MeecoPS.Shell -Command 'script text'     run script text
        """;

    /// <summary>Reads the process's arguments.</summary>
    public static CommandLine Read(string[] args) => args switch
    {
        [] => new(CommandKind.Prompt, "", []),
        ["-?" or "-h" or "--help" or "-Help", ..] => new(CommandKind.Usage, "", []),
        [var first, _, ..] when Is(first, "-Command") => new(CommandKind.Text, string.Join(' ', args[1..]), []),
        [var first] when Is(first, "-Command") => Complaint("-Command needs the script text to run."),
        [['-', ..] first, ..] => Complaint($"'{first}' is not an option."),
        [var first, ..] when !File.Exists(first) => Complaint($"There is no script file '{first}'."),
        [var first, .. var rest] => new(CommandKind.File, Path.GetFullPath(first), rest),
    };

    /// <summary>
    /// The script text that gives the exit code, run after a command that nothing has ended early; no result means 0.
    /// </summary>
    /// <remarks>
    /// The engine keeps the <c>exit</c> of a script file to itself: it sets $LASTEXITCODE and leaves $? false. A native
    /// command in the script sets the first but not the second, so as with <c>pwsh -File</c> it does not decide the exit
    /// code. A file that could not be started leaves $? false alone. Script text fails when its last statement does.
    /// </remarks>
    public string ExitCodeScript => Kind == CommandKind.File ? "if (-not $?) { $LASTEXITCODE ?? 1 }" : "if (-not $?) { 1 }";

    /// <summary>The command that runs what was asked for.</summary>
    public Command ToCommand()
    {
        var text = Kind == CommandKind.File ? string.Join(' ', Arguments.Select(ToSource).Prepend("& " + Quote(Text))) : Text;
        return new Command(text, isScript: true, useLocalScope: false);
    }

    private static CommandLine Complaint(string text) => new(CommandKind.Usage, text + Environment.NewLine, []);

    private static bool Is(string argument, string option) => argument.Equals(option, StringComparison.OrdinalIgnoreCase);

    // -Name and -Name:value are parameters, as they are to `pwsh -File`; all else is a value and nothing in it is evaluated.
    // Only a switch needs more than text, to be turned off from outside: -Switch:$false.
    private static string ToSource(string argument)
    {
        var match = ParameterPattern.Match(argument);
        if (!match.Success)
        {
            return Quote(argument);
        }

        var value = match.Groups["value"];
        return match.Groups["name"].Value + (value.Success ? ":" + ToValue(value.Value) : "");
    }

    private static string ToValue(string text) => Is(text, "$true") || Is(text, "$false") ? text : Quote(text);

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"\A(?<name>-[\p{L}_]\w*)(:(?<value>.*))?\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterPattern { get; }
}
