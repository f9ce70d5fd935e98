using System.Management.Automation;
using Meeco;

namespace MeecoPS.Commands.Documents;

/// <summary>What the two commands that write documents share.</summary>
internal static class DocumentOutput
{
    /// <summary>Warns of what a document without secrets does not say.</summary>
    /// <param name="cmdlet">The command that writes.</param>
    /// <param name="objects">What it writes.</param>
    public static void WarnOfLeftOut(PSCmdlet cmdlet, IEnumerable<object> objects)
    {
        var leftOut = objects.Select(DocumentWriter.LeftOut).OfType<string>().Distinct().ToList();
        if (leftOut.Count > 0)
        {
            cmdlet.WriteWarning($"Left out as secret: {string.Join(", ", leftOut)}.");
        }
    }
}
