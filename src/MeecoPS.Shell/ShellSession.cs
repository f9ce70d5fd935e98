using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace MeecoPS.Shell;

/// <summary>The PowerShell engine with the module imported, on this process's console.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Interrupt _interrupt;
    private readonly ConsoleInput _input;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;

    private ShellSession(Interrupt interrupt)
    {
        _interrupt = interrupt;
        _input = new ConsoleInput(interrupt);
        _host = new ShellHost(new ShellUserInterface(_input));

        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // pwsh has this in its installed settings; an engine without them would refuse to load the module's psm1.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
    }

    /// <summary>Starts the engine and imports the module.</summary>
    /// <returns>The session, or null if there is no usable module; the reason has been shown.</returns>
    public static ShellSession? Open(Interrupt interrupt)
    {
        if (ModuleLocation.Find() is not { } manifest)
        {
            Console.Error.WriteLine(
                $"The module was not found. Run 'dotnet build' in the repository, or set {ModuleLocation.Override} to the module's folder.");
            return null;
        }

        var session = new ShellSession(interrupt);

        // The modules of an installed PowerShell belong to its own engine; only ours is offered.
        Environment.SetEnvironmentVariable("PSModulePath", Path.GetDirectoryName(Path.GetDirectoryName(manifest)));
        var import = new Command("Import-Module");
        import.Parameters.Add("Name", manifest);
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);
        if (session.Show(import) == PipelineEnd.Completed)
        {
            return session;
        }

        session.Dispose();
        return null;
    }

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run(CommandLine command)
    {
        if (command.Kind == CommandKind.Prompt)
        {
            return new Prompt(this, _input).Run();
        }

        return Show(command.ToCommand(), remember: true) switch
        {
            PipelineEnd.Interrupted => ExitCodes.Interrupted,
            PipelineEnd.Failed => ExitCode ?? ExitCodes.Failed,
            _ => ExitCode ?? Evaluate(command.ExitCodeScript).FirstOrDefault()?.BaseObject as int? ?? ExitCodes.Success,
        };
    }

    /// <summary>What <c>exit</c> said, or null as long as it was not called.</summary>
    public int? ExitCode => _host.ExitCode;

    /// <summary>Runs a command and shows all of its streams on the console.</summary>
    /// <param name="command">The command.</param>
    /// <param name="remember">Whether Get-History lists it and $? tells of it, as of what a user has typed.</param>
    public PipelineEnd Show(Command command, bool remember = false)
    {
        // Errors travel with the output, so that both appear in the order in which they were written.
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);

        using var pipeline = remember ? _runspace.CreatePipeline(command.CommandText, addToHistory: true) : _runspace.CreatePipeline();
        pipeline.Commands.Clear();
        pipeline.Commands.Add(command);
        pipeline.Commands.Add("Out-Default");
        try
        {
            Invoke(pipeline);
            return pipeline.PipelineStateInfo.State == PipelineState.Stopped ? PipelineEnd.Interrupted : PipelineEnd.Completed;
        }
        catch (PipelineStoppedException)
        {
            return PipelineEnd.Interrupted;
        }
        catch (RuntimeException error)
        {
            ShowError(error.ErrorRecord);
            return PipelineEnd.Failed;
        }
        finally
        {
            _host.EndProgress();
        }
    }

    /// <summary>The text that the prompt function of the session gives.</summary>
    public string PromptText()
    {
        try
        {
            return string.Concat(Evaluate("prompt"));
        }
        catch (RuntimeException)
        {
            // A prompt function of the user's that fails must not lock him out.
            return "PS> ";
        }
    }

    public void Dispose() => _runspace.Dispose();

    private Collection<PSObject> Evaluate(string script)
    {
        using var pipeline = _runspace.CreatePipeline(script);
        return Invoke(pipeline);
    }

    private Collection<PSObject> Invoke(Pipeline pipeline)
    {
        using (_interrupt.Guard(pipeline))
        {
            return pipeline.Invoke();
        }
    }

    // A trap without `break` writes what was thrown to the error stream as it is, with the place where it arose,
    // and so the engine's own error view shows it. $PSCmdlet.WriteError would put this place instead.
    private void ShowError(ErrorRecord error)
    {
        var command = new Command("param($Record) $ErrorActionPreference = 'Continue'; trap { } throw $Record", isScript: true, useLocalScope: true);
        command.Parameters.Add("Record", error);
        Show(command);
    }
}
