using System.Management.Automation;
using System.Security;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Accounts;

/// <summary>Hands out the account secret, which a user needs, besides the passphrase, to connect again.</summary>
[Cmdlet(VerbsCommon.Get, "MeecoAccountSecret")]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class GetMeecoAccountSecretCommand : MeecoSessionCmdlet
{
    /// <summary>Gives it as readable text, to be written down or put into a password manager.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc />
    protected override void Process()
    {
        var secret = Acting.User.GetSecret();
        if (!AsPlainText)
        {
            WriteObject(secret);
            return;
        }

        using (secret)
        {
            WriteObject(Secrets.Reveal(secret));
        }
    }
}
