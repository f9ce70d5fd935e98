using System.Management.Automation;
using Meeco;
using MeecoPS.Pipeline;

namespace MeecoPS.Commands.Connections;

/// <summary>Tells of prepared shares that could not be made: the two are connected all the same.</summary>
internal static class LostShareWarning
{
    /// <summary>Writes a warning for each.</summary>
    /// <param name="cmdlet">Writes them.</param>
    /// <param name="connection">The connection that was made.</param>
    public static void WarnOfLostShares(this Cmdlet cmdlet, MeecoConnection connection)
    {
        foreach (var lost in connection.LostShares)
        {
            cmdlet.WriteWarning($"'{HostPrompt.Printable(lost.Item)}' could not be shared: {HostPrompt.Printable(lost.Reason)}.");
        }
    }
}
