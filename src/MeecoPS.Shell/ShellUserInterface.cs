using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MeecoPS.Shell;

/// <summary>The streams and prompts of the engine on the console. Errors go to standard error, all else to standard output.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    private readonly Lock _gate = new();
    private readonly ShellRawUserInterface _raw = new();
    private readonly ProgressLine _progress;
    private readonly ConsoleInput _input;
    private readonly FieldPrompt _fields;
    private readonly ChoicePrompt _choices;

    public ShellUserInterface(ConsoleInput input)
    {
        _input = input;
        _progress = new ProgressLine(_raw);
        _fields = new FieldPrompt(this);
        _choices = new ChoicePrompt(this);

        if (!Colourful)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }
    }

    /// <inheritdoc />
    public override PSHostRawUserInterface RawUI => _raw;

    /// <inheritdoc />
    /// <remarks>The Windows console understands escape sequences only after a call of its own; its colours come from <see cref="Console"/>.</remarks>
    public override bool SupportsVirtualTerminal => Colourful && !OperatingSystem.IsWindows();

    // A value of NO_COLOR that is not empty turns colour off (no-color.org).
    private static bool Colourful { get; } =
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <inheritdoc />
    public override string? ReadLine() => Interruptible(_input.ReadLine);

    /// <inheritdoc />
    public override SecureString? ReadLineAsSecureString() => Interruptible(_input.ReadSecureLine);

    /// <inheritdoc />
    public override void Write(string value) => Write(Console.Out, value, null, null);

    /// <inheritdoc />
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Console.Out, value, foregroundColor, backgroundColor);

    /// <inheritdoc />
    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    /// <inheritdoc />
    public override void WriteErrorLine(string value) =>
        Write(Console.Error, value + Environment.NewLine, SupportsVirtualTerminal ? null : ConsoleColor.Red, null);

    /// <inheritdoc />
    public override void WriteWarningLine(string message) => WriteStream("WARNING", message, ConsoleColor.Yellow);

    /// <inheritdoc />
    public override void WriteVerboseLine(string message) => WriteStream("VERBOSE", message, ConsoleColor.Cyan);

    /// <inheritdoc />
    public override void WriteDebugLine(string message) => WriteStream("DEBUG", message, ConsoleColor.Magenta);

    /// <inheritdoc />
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            _progress.Show(record);
        }
    }

    /// <summary>Takes away the progress line that a pipeline has left.</summary>
    public void EndProgress()
    {
        lock (_gate)
        {
            _progress.Clear();
        }
    }

    /// <inheritdoc />
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _fields.Ask(caption, message, descriptions);

    /// <inheritdoc />
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _choices.AskOne(caption, message, choices, defaultChoice);

    /// <inheritdoc />
    public Collection<int> PromptForChoice(string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices) =>
        _choices.AskSome(caption, message, choices, defaultChoices);

    /// <inheritdoc />
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    /// <inheritdoc />
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        _fields.AskCredential(caption, message, userName);

    private void WriteStream(string name, string message, ConsoleColor colour) =>
        Write(Console.Out, $"{name}: {message}{Environment.NewLine}", colour, null);

    private void Write(TextWriter writer, string value, ConsoleColor? foreground, ConsoleColor? background)
    {
        var text = GetOutputString(value, SupportsVirtualTerminal);
        lock (_gate)
        {
            _progress.Clear();
            if (!Colourful || (foreground is null && background is null))
            {
                writer.Write(text);
                return;
            }

            try
            {
                Console.ForegroundColor = foreground ?? Console.ForegroundColor;
                if (background is { } colour && colour != Console.BackgroundColor)
                {
                    Console.BackgroundColor = colour;
                }

                writer.Write(text);
            }
            finally
            {
                Console.ResetColor();
            }
        }
    }

    // Ctrl+C at a question of a cmdlet stops its pipeline, and the engine knows that by this exception.
    private T Interruptible<T>(Func<T> read)
    {
        EndProgress();
        try
        {
            return read();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
