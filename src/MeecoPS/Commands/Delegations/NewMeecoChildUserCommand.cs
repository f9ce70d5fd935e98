using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Delegations;

/// <summary>
/// Makes a child user: an account of its own that nobody logs in to. Its parent, who makes it, uses it with
/// <c>Connect-MeecoDelegation</c>.
/// </summary>
[Cmdlet(VerbsCommon.New, "MeecoChildUser", SupportsShouldProcess = true)]
[OutputType(typeof(MeecoDelegation))]
public sealed class NewMeecoChildUserCommand : MeecoSessionCmdlet
{
    /// <summary>The child's name; the vault can read it.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? FullName { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => FullName;

    /// <inheritdoc />
    protected override void Process()
    {
        if (ShouldProcess(FullName ?? "a child user", "Make a child user"))
        {
            var steps = Steps;
            WriteObject(Await(cancel => Acting.ChildUsers.CreateAsync(FullName, steps, cancel)));
        }
    }
}
