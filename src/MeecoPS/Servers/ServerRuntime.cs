namespace MeecoPS.Servers;

/// <summary>What the server runs on, and how a user of this system gets it.</summary>
internal static class ServerRuntime
{
    private const string Download = "Install the ASP.NET Core runtime 10: https://dotnet.microsoft.com/download/dotnet/10.0";
    private const string OsRelease = "/etc/os-release";

    // What the command dotnet ends with where a framework is missing: 0x80008096, of which other systems than Windows show a byte.
    private const int FrameworkMissing = 0x96;

    private static readonly (string Family, string Command)[] Linux =
    [
        ("debian", "sudo apt-get install aspnetcore-runtime-10.0"),
        ("ubuntu", "sudo apt-get install aspnetcore-runtime-10.0"),
        ("fedora", "sudo dnf install aspnetcore-runtime-10.0"),
        ("rhel", "sudo dnf install aspnetcore-runtime-10.0"),
        ("suse", "sudo zypper install aspnetcore-runtime-10.0"),
        ("alpine", "sudo apk add aspnetcore10-runtime"),
        ("arch", "sudo pacman -S aspnet-runtime"),
    ];

    /// <summary>How it is installed here.</summary>
    public static string Remedy { get; } =
        OperatingSystem.IsWindows() ? Run("winget install Microsoft.DotNet.AspNetCore.10")
        : OperatingSystem.IsMacOS() ? Run("brew install --cask dotnet-sdk")
        : OnLinux(File.Exists(OsRelease) ? File.ReadAllLines(OsRelease) : []);

    /// <summary>Whether a server ended because its framework is missing.</summary>
    /// <param name="exitCode">What it ended with.</param>
    public static bool IsMissing(int exitCode) =>
        exitCode == (OperatingSystem.IsWindows() ? unchecked((int)0x80008096) : FrameworkMissing);

    /// <summary>How it is installed on a Linux.</summary>
    /// <param name="release">The lines of its os-release.</param>
    public static string OnLinux(IReadOnlyCollection<string> release)
    {
        var families = release
            .Where(line => line.StartsWith("ID=", StringComparison.Ordinal) || line.StartsWith("ID_LIKE=", StringComparison.Ordinal))
            .SelectMany(line => line.Split('=', 2)[1].Trim('"').Split(' '))
            .ToHashSet(StringComparer.Ordinal);
        return Linux.Where(known => families.Any(family => family.StartsWith(known.Family, StringComparison.Ordinal)))
            .Select(known => Run(known.Command))
            .FirstOrDefault(Download);
    }

    private static string Run(string command) => $"Install it: {command}";
}
