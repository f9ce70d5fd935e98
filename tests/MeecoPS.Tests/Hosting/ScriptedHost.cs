using System.Globalization;
using System.Management.Automation.Host;

namespace MeecoPS.Tests.Hosting;

/// <summary>A host whose user has made up his mind beforehand.</summary>
internal sealed class ScriptedHost(ScriptedUser user) : PSHost
{
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "MeecoPS.Tests";

    public override PSHostUserInterface UI => user;

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
