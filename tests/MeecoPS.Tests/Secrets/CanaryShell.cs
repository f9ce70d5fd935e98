using System.Management.Automation;
using System.Reflection;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Secrets;

/// <summary>Runs commands with <c>-Verbose -Debug</c>, and says which secret showed itself where it does not belong.</summary>
internal sealed class CanaryShell : IDisposable
{
    private readonly ScriptedUser _person = new();
    private readonly HostedShell _shell;
    private readonly List<Canary> _canaries = [];

    public CanaryShell()
    {
        _shell = new HostedShell(_person);

        // Beside -Debug the engine would ask at every warning and every error.
        _shell.Run("""
            $PSDefaultParameterValues['*-Meeco*:Verbose'] = $PSDefaultParameterValues['*-Meeco*:Debug'] = $true
            $PSDefaultParameterValues['*-Meeco*:WarningAction'] = $PSDefaultParameterValues['*-Meeco*:ErrorAction'] = 'Continue'
            """).Succeeded();
    }

    /// <summary>The secrets that are looked for.</summary>
    public IReadOnlyList<Canary> Canaries => _canaries;

    public void Dispose() => _shell.Dispose();

    /// <summary>Sets a variable; what a literal in a script would show again in each error stays out of it.</summary>
    public CanaryShell With(string name, object value)
    {
        _shell.With(name, value);
        return this;
    }

    /// <summary>Looks for a secret from now on.</summary>
    public void Watch(Canary canary) => _canaries.Add(canary);

    /// <summary>Text of the session's, which is not looked at.</summary>
    public string Peek(string script) => _shell.Run(script).Succeeded().Lines.Single();

    /// <summary>Watches the private keys that a session has come to use so far.</summary>
    public void WatchPrivateKeys(string session)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;
        var owner = _shell.Run($"${session}").Single.BaseObject;
        var ring = owner.GetType().GetProperty("KeyRing", Hidden)!.GetValue(owner)!;
        dynamic pairs = ring.GetType().GetField("_pairs", Hidden)!.GetValue(ring)!;
        var count = 0;
        foreach (var pair in (System.Collections.IEnumerable)pairs.Values)
        {
            var pem = (string)pair.GetType().GetMethod("ExportPrivatePem")!.Invoke(pair, null)!;
            Watch(Canary.OfPrivateKey($"of a connection of {session}, {++count}", pem));
        }

        count.Should().BePositive("the session has opened something with a pair of its own");
    }

    /// <summary>Runs a step.</summary>
    /// <returns>What leaked, and whether it went otherwise than it should.</returns>
    public IReadOnlyList<string> Run(Step step)
    {
        var before = _person.Shown.Length;
        var run = _shell.Run(step.Script);
        var said = _person.Shown[before..];

        before = _person.Shown.Length;
        _shell.With("canaryOutput", run.Output).Run("$canaryOutput | Out-Default").Succeeded();
        var view = _person.Shown[before..];

        return
        [
            .. run.ErrorIds.SequenceEqual(step.Errors) ? (string[])[] : [$"other errors than expected in: {step.Script}: {run.Transcript}"],
            .. Find(step, "objects", step.InObjects, run.Output.SelectMany(ObjectText.Of)),
            .. Find(step, "view", step.InView, [view]),
            .. Find(step, "errors", SecretKind.None, run.Errors.SelectMany(TextOf)),
            .. Find(step, "warnings", SecretKind.None, run.Warnings),
            .. Find(step, "verbose", SecretKind.None, run.Verbose),
            .. Find(step, "debug", SecretKind.None, run.Debug),
            .. Find(step, "information", SecretKind.None, run.Information),
            .. Find(step, "progress", SecretKind.None, run.Steps),
            .. Find(step, "host", SecretKind.None, [said]),
        ];
    }

    /// <summary>Looks for secrets in what the server keeps and says.</summary>
    public IEnumerable<string> FindInServer(string place, string text) =>
        _canaries.Where(canary => canary.IsIn(text)).Select(canary => $"{canary} in {place}");

    private static IEnumerable<string> TextOf(ErrorRecord error) =>
    [
        error.ToString(),
        error.ErrorDetails?.Message ?? string.Empty,
        error.ErrorDetails?.RecommendedAction ?? string.Empty,
        error.Exception.ToString(),
        $"{error.TargetObject} {error.CategoryInfo}",
        error.InvocationInfo?.PositionMessage ?? string.Empty,
    ];

    private IEnumerable<string> Find(Step step, string place, SecretKind allowed, IEnumerable<string> texts)
    {
        var watched = _canaries.Where(canary => !allowed.HasFlag(canary.Kind)).ToList();
        return texts.SelectMany(text => watched.Where(canary => canary.IsIn(text)))
            .Distinct()
            .Select(canary => $"{canary} in {place} of: {step.Script}");
    }
}
