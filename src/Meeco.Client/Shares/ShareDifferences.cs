using Meeco.Wire;

namespace Meeco;

/// <summary>Compares a share that is there with the conditions that were asked for.</summary>
internal static class ShareDifferences
{
    /// <summary>In what they differ.</summary>
    /// <param name="share">The share.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="parent">The share that brought the item; null for an own item.</param>
    /// <returns>One word for each: terms, acceptance, sharing mode, expiry.</returns>
    public static IEnumerable<string> Of(ShareBody share, NewShare conditions, ShareBody? parent)
    {
        if ((share.Terms ?? "") != (conditions.Terms ?? ""))
        {
            yield return "terms";
        }

        if ((ShareMapping.Acceptance(share) != AcceptanceStatus.NotRequired) != conditions.MustBeAccepted)
        {
            yield return "acceptance";
        }

        if (ShareMapping.Mode(share) != conditions.SharingMode)
        {
            yield return "sharing mode";
        }

        // An on-share for which no end was asked ends with the share that it comes from (rule 33).
        var end = conditions.ExpiresAt ?? parent?.ExpiresAt;
        if (share.ExpiresAt?.ToUnixTimeMilliseconds() != end?.ToUnixTimeMilliseconds())
        {
            yield return "expiry";
        }
    }
}
