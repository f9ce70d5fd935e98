using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Accounts;

/// <summary>Asks the vault who the user of the session is.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoUser")]
[OutputType(typeof(MeecoUser))]
public sealed class GetMeecoUserCommand : MeecoSessionCmdlet
{
    /// <inheritdoc />
    protected override void Process() => WriteObject(Await(Acting.User.GetAsync));
}
