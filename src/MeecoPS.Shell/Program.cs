using MeecoPS.Shell;

var command = CommandLine.Read(args);
if (command.Kind == CommandKind.Usage)
{
    var wanted = command.Text.Length == 0;
    (wanted ? Console.Out : Console.Error).WriteLine(command.Text + CommandLine.Usage);
    return wanted ? ExitCodes.Success : ExitCodes.Usage;
}

// The engine counts its users for its makers unless it is told not to, and asks once, when it starts.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
using var interrupt = new Interrupt();
using var session = ShellSession.Open(interrupt);
return session is null ? ExitCodes.NotReady : session.Run(command);
