using System.Management.Automation;

namespace MeecoPS.Tests.Errors;

/// <summary>What holds for every error that a command of the module writes, whatever test it is written in.</summary>
internal static class ErrorConventions
{
    /// <summary>Insists on a known id with its category, and on something to do about it.</summary>
    public static void Check(IEnumerable<ErrorRecord> errors)
    {
        foreach (var error in errors.Where(error => error.Exception.GetType().FullName is "Meeco.MeecoException" or "Meeco.MeecoServerException"))
        {
            var id = error.FullyQualifiedErrorId.Split(',')[0];
            ErrorTable.Rows.Should().ContainKey(id, "about_MeecoErrors lists every id");
            ErrorTable.Rows[id].Split(", ").Should().Contain(error.CategoryInfo.Category.ToString(), id);
            error.ErrorDetails.RecommendedAction.Should().EndWith(".", $"{id} says in a sentence what to do");
            Unwelcome.Should().NotContain(error.TargetObject?.GetType().FullName ?? string.Empty, id);
        }
    }

    // Neither keys nor what holds them are what the user's mistake is about.
    private static readonly string[] Unwelcome = ["Meeco.MeecoKeyPair", "System.Security.SecureString"];
}
