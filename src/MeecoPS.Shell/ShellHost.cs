using System.Globalization;
using System.Management.Automation.Host;

namespace MeecoPS.Shell;

/// <summary>The engine's view of the program that hosts it.</summary>
internal sealed class ShellHost(ShellUserInterface ui) : PSHost
{
    /// <summary>What <c>exit</c> said, or null as long as it was not called.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc />
    public override string Name => "MeecoPS.Shell";

    /// <inheritdoc />
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc />
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc />
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc />
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <inheritdoc />
    public override PSHostUserInterface UI => ui;

    /// <inheritdoc />
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <summary>Takes away the progress line that a pipeline has left.</summary>
    public void EndProgress() => ui.EndProgress();

    /// <inheritdoc />
    public override void EnterNestedPrompt() => throw new NotSupportedException("This shell has no nested prompt.");

    /// <inheritdoc />
    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no nested prompt.");

    /// <inheritdoc />
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc />
    public override void NotifyEndApplication()
    {
    }
}
