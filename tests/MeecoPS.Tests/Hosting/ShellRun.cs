using System.Management.Automation;

namespace MeecoPS.Tests.Hosting;

/// <summary>Everything that one script wrote.</summary>
internal sealed record ShellRun(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<string> Information,
    IReadOnlyList<string> Progress,
    IReadOnlyList<string> Steps)
{
    /// <summary>The only result.</summary>
    public PSObject Single => Output.Should().ContainSingle(because: Complaints).Subject;

    /// <summary>The ids of the errors, without the names of the commands behind them.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]);

    /// <summary>The results as text.</summary>
    public IEnumerable<string> Lines => Output.Select(line => line?.ToString() ?? string.Empty);

    /// <summary>Everything as text, as somebody would find it in a transcript.</summary>
    public string Transcript => string.Join(
        Environment.NewLine,
        [
            .. Lines,
            .. Errors.Select(error => $"{error} {error.ErrorDetails} {error.Exception} {error.TargetObject}"),
            .. Warnings,
            .. Verbose,
            .. Debug,
            .. Information,
        ]);

    private string Complaints => string.Join("; ", Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}"));

    /// <summary>Insists that nothing went wrong.</summary>
    public ShellRun Succeeded()
    {
        Errors.Should().BeEmpty(Complaints);
        return this;
    }
}
