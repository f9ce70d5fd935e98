using System.Management.Automation.Host;

namespace MeecoPS.Shell;

/// <summary>
/// What the console can say of itself. Sizes are given also when output is redirected, because the formatter asks for them;
/// what only the Windows console buffer can do is not supported.
/// </summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    // Wide enough for the module's tables in a log file.
    private static readonly Size AssumedSize = new(120, 50);

    // A pseudo-terminal whose size nobody has set says 0.
    private static bool IsMeasurable => !Console.IsOutputRedirected && Console.WindowWidth > 0;

    /// <inheritdoc />
    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    /// <inheritdoc />
    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    /// <inheritdoc />
    public override Size WindowSize
    {
        get => IsMeasurable ? new Size(Console.WindowWidth, Console.WindowHeight) : AssumedSize;
        set => throw NotSupported();
    }

    /// <inheritdoc />
    public override Size BufferSize
    {
        get => IsMeasurable ? new Size(Console.BufferWidth, Console.BufferHeight) : AssumedSize;
        set => throw NotSupported();
    }

    /// <inheritdoc />
    public override Size MaxWindowSize => WindowSize;

    /// <inheritdoc />
    public override Size MaxPhysicalWindowSize => WindowSize;

    /// <inheritdoc />
    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw NotSupported();
    }

    /// <inheritdoc />
    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? new Coordinates(0, 0) : new Coordinates(Console.CursorLeft, Console.CursorTop);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    /// <inheritdoc />
    public override int CursorSize
    {
        get => OperatingSystem.IsWindows() ? Console.CursorSize : 100;
        set => throw NotSupported();
    }

    /// <inheritdoc />
    public override string WindowTitle
    {
        get => OperatingSystem.IsWindows() ? Console.Title : "";
        set => Console.Title = value;
    }

    /// <inheritdoc />
    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    /// <inheritdoc />
    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        var state = default(ControlKeyStates);
        state |= key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? ControlKeyStates.ShiftPressed : 0;
        state |= key.Modifiers.HasFlag(ConsoleModifiers.Alt) ? ControlKeyStates.LeftAltPressed : 0;
        state |= key.Modifiers.HasFlag(ConsoleModifiers.Control) ? ControlKeyStates.LeftCtrlPressed : 0;
        return new KeyInfo((int)key.Key, key.KeyChar, state, keyDown: true);
    }

    /// <inheritdoc />
    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    /// <inheritdoc />
    /// <remarks>Only what Clear-Host asks for: it fills the whole buffer, which it calls the rectangle of -1, with blanks.</remarks>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (rectangle is not { Left: -1, Top: -1, Right: -1, Bottom: -1 })
        {
            throw NotSupported();
        }

        if (!Console.IsOutputRedirected)
        {
            Console.Clear();
        }
    }

    /// <inheritdoc />
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotSupported();

    /// <inheritdoc />
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotSupported();

    /// <inheritdoc />
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NotSupported();

    private static NotSupportedException NotSupported() => new("This console has no screen buffer that can be read or moved.");
}
