using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Meeco.Server.Operation;

namespace Meeco.Server.Tests.Operation;

/// <summary>Keeps the settings in docs/guide/running-a-server.md and the options together.</summary>
public sealed partial class SettingsTableTests
{
    private const string OfTheMachine = nameof(ServerOptions.Data);

    [Fact]
    public void The_guide_has_every_setting_with_its_default()
    {
        var rows = Rows();

        rows.Select(row => row.Name).Should().OnlyHaveUniqueItems();
        rows.Where(row => row.Name != OfTheMachine).Select(row => (row.Name, row.Default)).Should().BeEquivalentTo(
            Settings(new ServerOptions()).Concat(Settings(new OperationOptions())).Where(setting => setting.Name != OfTheMachine));
        rows.Should().Contain(row => row.Name == OfTheMachine);
        rows.Should().AllSatisfy(row => row.Meaning.Should().NotBeEmpty(row.Name));
    }

    private static IEnumerable<(string Name, string Default)> Settings<T>(T options) => typeof(T)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.PropertyType.Namespace == nameof(System) || property.PropertyType.IsEnum)
        .Select(property => (property.Name, property.GetValue(options) is { } value
            ? $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`"
            : "none"));

    private static List<(string Name, string Default, string Meaning)> Rows()
    {
        var guide = File.ReadAllText(Path.Combine(Repository(), "docs", "guide", "running-a-server.md"));
        var section = guide[guide.IndexOf("## Settings", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        return [.. Row().Matches(section).Select(row => (row.Groups["name"].Value, row.Groups["default"].Value, row.Groups["meaning"].Value))];
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MeecoPS.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|]+) \| (?<meaning>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
