using System.Collections;
using System.Management.Automation;
using System.Security;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Sessions;

/// <summary>
/// A vault of Microsoft.PowerShell.SecretManagement, by that module's own commands in the runspace of the caller: it may ask
/// there for what unlocks it. Pipeline thread only.
/// </summary>
internal sealed class SecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";
    private const string Call = "param($command, $parameters) & $command @parameters 2>&1";
    private const string AlreadyThere = "SetSecretCommandAlreadyExistsWithNoClobber";
    private const string NotThere = "GetSecretNotFound";

    private readonly PSCmdlet _caller;
    private readonly string _name;

    /// <param name="caller">The command that uses it.</param>
    /// <param name="name">The name that it is registered under.</param>
    /// <exception cref="MeecoException"><c>SecretManagementMissing</c>, <c>VaultNotFound</c>.</exception>
    public SecretVault(PSCmdlet caller, string name)
    {
        (_caller, _name) = (caller, name);
        var (found, error) = Run("Get-SecretVault", []);
        if (error is not null)
        {
            throw MeecoErrors.VaultFailed(name, error.ToString());
        }

        if (!found.Any(vault => string.Equals(vault.Properties["Name"]?.Value as string, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw MeecoErrors.VaultNotFound(name);
        }
    }

    /// <summary>The names of the vaults that are registered; none where the module is not loaded. For completion.</summary>
    /// <returns>The names.</returns>
    public static IReadOnlyList<string> Names()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript($@"if (Get-Module {Module}) {{ {Module}\Get-SecretVault }}");
        return [.. shell.Invoke().Select(vault => vault?.Properties["Name"]?.Value as string).OfType<string>()];
    }

    /// <summary>How an error names a secret.</summary>
    /// <param name="secret">The name of the secret.</param>
    public string Place(string secret) => $"{secret}' in the vault '{_name}";

    /// <summary>Stores a secret.</summary>
    /// <exception cref="MeecoException"><c>SecretExists</c>, <c>VaultFailed</c>.</exception>
    public void Set(string secret, SecureString value, bool overwrite)
    {
        var (_, error) = Run(
            "Set-Secret",
            new() { ["Name"] = secret, ["Vault"] = _name, ["SecureStringSecret"] = value, ["NoClobber"] = !overwrite, ["Confirm"] = false });
        if (error is not null)
        {
            throw IdOf(error) == AlreadyThere ? MeecoErrors.SecretExists(secret, _name) : MeecoErrors.VaultFailed(_name, error.ToString());
        }
    }

    /// <summary>Reads a secret.</summary>
    /// <exception cref="MeecoException"><c>SecretNotFound</c>, <c>VaultFailed</c>, <c>SessionFileUnreadable</c>: it is no text.</exception>
    public SecureString Get(string secret)
    {
        var (found, error) = Run("Get-Secret", new() { ["Name"] = secret, ["Vault"] = _name });
        if (error is not null && IdOf(error) != NotThere)
        {
            throw MeecoErrors.VaultFailed(_name, error.ToString());
        }

        return found switch
        {
            [] => throw MeecoErrors.SecretNotFound(secret, _name),
            [{ BaseObject: SecureString text }] => text,
            _ => throw ClientErrors.SessionFileUnreadable(Place(secret), "it is no text"),
        };
    }

    private static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    private (IReadOnlyList<PSObject> Found, ErrorRecord? Error) Run(string command, Hashtable parameters)
    {
        var found = _caller.InvokeCommand.GetCommand($@"{Module}\{command}", CommandTypes.Cmdlet | CommandTypes.Function)
            ?? throw MeecoErrors.SecretManagementMissing();
        try
        {
            // In the pipeline of the caller, so that Ctrl+C reaches it, too.
            var output = _caller.InvokeCommand.InvokeScript(useLocalScope: true, ScriptBlock.Create(Call), input: null, found, parameters);
            return (
                [.. output.Where(one => one?.BaseObject is not (null or ErrorRecord))],
                output.Select(one => one?.BaseObject).OfType<ErrorRecord>().FirstOrDefault());
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException fault)
        {
            return ([], fault.ErrorRecord);
        }
    }
}
