using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Commands.Shares;

/// <summary>Says what became of each share, or under <c>-WhatIf</c> what would. Pipeline thread only.</summary>
/// <param name="cmdlet">Who writes it.</param>
internal sealed class ShareReport(Cmdlet cmdlet)
{
    private SharePlan? _plan;

    /// <summary>Whether shares are planned only.</summary>
    public bool IsPlan => _plan is not null;

    /// <summary>Asks whether an item is to be shared.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False to pass over it.</returns>
    public bool Admit(ItemToShare item)
    {
        var action = $"Share with {item.RecipientsInWords}";
        var goesOn = cmdlet.ShouldProcess($"{action}: {item}", $"{action}: {item}?", action, out var reason);
        if (reason == ShouldProcessReason.WhatIf)
        {
            _plan ??= default(SharePlan);
        }

        return goesOn || IsPlan;
    }

    /// <summary>Writes one result.</summary>
    /// <param name="item">The item.</param>
    /// <param name="result">A plan, or the outcome for one recipient.</param>
    public void Write(ItemToShare item, object result)
    {
        switch (result)
        {
            case SharePlan plan:
                _plan += plan;
                break;
            case ShareOutcome { Error: { } error }:
                cmdlet.WriteError(MeecoErrors.From(error, item.Item.Source));
                break;
            case ShareOutcome { Share: { } share }:
                Explain(item, share);
                cmdlet.WriteObject(share);
                break;
        }
    }

    /// <summary>Writes the sum of the plan, if there is one.</summary>
    public void Complete()
    {
        if (_plan is { } plan)
        {
            cmdlet.ShouldProcess($"{plan}.", $"{plan}?", "Share items");
        }
    }

    private void Explain(ItemToShare item, MeecoShare share)
    {
        var fact = $"AlreadyShared: {share.ConnectionName ?? share.RecipientId} has '{item}' already";
        if (share.Differences.Count > 0)
        {
            cmdlet.WriteWarning(
                $"{fact}, with other {string.Join(", ", share.Differences)} than asked for (share {share.Id}). "
                + "Set-MeecoShare changes its mode and expiry; -AllowDuplicate makes another share.");
        }
        else if (share.AlreadyShared)
        {
            cmdlet.WriteVerbose($"{fact} (share {share.Id}).");
        }
    }
}
