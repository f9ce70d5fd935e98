using System.Security;
using System.Text;

namespace MeecoPS.Shell;

/// <summary>
/// Reads lines from the terminal, or from standard input when that is redirected.
/// </summary>
internal sealed class ConsoleInput(Interrupt interrupt)
{
    private const char EndOfTransmission = '\u0004';

    /// <summary>Whether somebody types.</summary>
    public bool IsTerminal { get; } = !Console.IsInputRedirected;

    /// <summary>Reads a line.</summary>
    /// <returns>The line without its end, or null at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C was typed; the running pipeline is being stopped.</exception>
    public string? ReadLine()
    {
        var line = new StringBuilder();
        var complete = Read(
            character =>
            {
                line.Append(character);
                Echo(character);
            },
            () =>
            {
                if (line.Length > 0)
                {
                    line.Length--;
                    EraseEcho();
                }
            });
        return complete || line.Length > 0 ? line.ToString() : null;
    }

    /// <summary>Reads a line without showing it; no copy of it is left in memory.</summary>
    /// <returns>The line, read-only, or null at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C was typed; the running pipeline is being stopped.</exception>
    public SecureString? ReadSecureLine()
    {
        var line = new SecureString();
        try
        {
            var complete = Read(
                character =>
                {
                    line.AppendChar(character);
                    Echo('*');
                },
                () =>
                {
                    if (line.Length > 0)
                    {
                        line.RemoveAt(line.Length - 1);
                        EraseEcho();
                    }
                });
            if (complete || line.Length > 0)
            {
                line.MakeReadOnly();
                return line;
            }
        }
        catch
        {
            line.Dispose();
            throw;
        }

        line.Dispose();
        return null;
    }

    private bool Read(Action<char> append, Action erase) =>
        IsTerminal ? ReadFromTerminal(append, erase) : ReadFromRedirection(append);

    private static bool ReadFromRedirection(Action<char> append)
    {
        while (true)
        {
            switch (Console.In.Read())
            {
                case -1:
                    return false;
                case '\n':
                    return true;
                case '\r' when Console.In.Peek() == '\n':
                    break;
                case var character:
                    append((char)character);
                    break;
            }
        }
    }

    private bool ReadFromTerminal(Action<char> append, Action erase)
    {
        // As a key, Ctrl+C also ends the reading; as a signal it would leave this thread waiting for the next line.
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                switch (key)
                {
                    case { Key: ConsoleKey.Enter }:
                        Console.Out.WriteLine();
                        return true;
                    case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                        Console.Out.WriteLine();
                        interrupt.Raise();
                        throw new OperationCanceledException("Interrupted while waiting for input.");
                    case { KeyChar: EndOfTransmission }:
                        Console.Out.WriteLine();
                        return false;
                    case { Key: ConsoleKey.Backspace }:
                        erase();
                        break;
                    case { KeyChar: var character } when !char.IsControl(character):
                        append(character);
                        break;
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private void Echo(char character)
    {
        if (IsTerminal)
        {
            Console.Out.Write(character);
        }
    }

    private static void EraseEcho() => Console.Out.Write("\b \b");
}
