namespace MeecoPS.Tests.Hosting;

/// <summary>Items for tests that share one story.</summary>
internal static class HostedShellItems
{
    /// <summary>Makes an item with a slot <c>plate</c> and one other.</summary>
    /// <returns>Its label, which no other item has.</returns>
    public static string NewItem(this HostedShell shell, string name)
    {
        var label = $"{name} {Guid.NewGuid():N}";
        shell.Run($"$null = New-MeecoItem custom '{label}' -Slot @{{ plate = 'NotACatDefsACar'; other = 'something' }}").Succeeded();
        return label;
    }
}
