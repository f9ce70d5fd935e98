using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MeecoPS.Tests.Errors;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Hosting;

/// <summary>
/// A runspace of the bare engine with the built module imported, as MeecoPS.Shell has it. Without a user its host cannot ask.
/// </summary>
internal sealed class HostedShell : IDisposable
{
    private readonly Runspace _runspace;

    public HostedShell(ScriptedUser? user = null, StoredPairs? pairs = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(Installation.Module, "MeecoPS.psd1")]);
        _runspace = user is null
            ? RunspaceFactory.CreateRunspace(state)
            : RunspaceFactory.CreateRunspace(new ScriptedHost(user), state);
        _runspace.Open();
        (pairs ?? new StoredPairs()).GiveTo(_runspace);
    }

    /// <summary>Sets a variable of the session.</summary>
    public HostedShell With(string name, object? value)
    {
        _runspace.SessionStateProxy.SetVariable(name, value);
        return this;
    }

    /// <summary>Runs a script and hands back everything it wrote; a terminating error is the last of the errors.</summary>
    public ShellRun Run(string script)
    {
        using var shell = Start(script);
        var output = new List<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            shell.Invoke(input: null, output);
        }
        catch (RuntimeException error)
        {
            errors.Add(error.ErrorRecord);
        }

        var streams = shell.Streams;
        ErrorConventions.Check([.. streams.Error, .. errors]);
        return new ShellRun(
            output,
            [.. streams.Error, .. errors],
            [.. streams.Warning.Select(line => line.Message)],
            [.. streams.Verbose.Select(line => line.Message)],
            [.. streams.Debug.Select(line => line.Message)],
            [.. streams.Information.Select(line => line.ToString())],
            [.. streams.Progress.Select(step => step.Activity)],
            [.. streams.Progress.Select(step => step.ToString())]);
    }

    /// <summary>A script that is ready to run, for tests that stop it.</summary>
    public PowerShell Start(string script)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => _runspace.Dispose();
}
