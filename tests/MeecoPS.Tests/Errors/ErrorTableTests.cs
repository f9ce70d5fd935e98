using System.Text.RegularExpressions;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Errors;

/// <summary>The table of error ids in about_MeecoErrors says what the code does, id by id, with the category.</summary>
public sealed partial class ErrorTableTests
{
    private static readonly string[] Sources =
    [
        "src/Meeco.Client/Errors/ClientErrors.cs",
        "src/Meeco.Client/Errors/DocumentErrors.cs",
        "src/Meeco.Client/Errors/ServerErrors.cs",
        "src/MeecoPS/Errors/MeecoErrors.cs",
    ];

    [Fact]
    public void The_table_of_error_ids_is_that_of_the_code()
    {
        var categories = Mapping().Matches(Read("src/MeecoPS/Errors/MeecoErrors.cs"))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var constants = Sources.SelectMany(file => Constant().Matches(Read(file)))
            .ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);

        var made = Sources.SelectMany(file => Made().Matches(Read(file)))
            .Where(match => categories.ContainsKey(match.Groups["category"].Value))
            .Select(match => (
                Id: match.Groups["id"].Success ? match.Groups["id"].Value : constants[match.Groups["name"].Value].Distinct().Single(),
                Category: categories[match.Groups["category"].Value]));
        var missing = MissingThing().Matches(Read(Sources[0])).Select(match => (Id: match.Groups[1].Value + "NotFound", Category: "ObjectNotFound"));
        var several = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Meeco.Client"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => SeveralThings().Matches(File.ReadAllText(file)))
            .Select(match => (Id: match.Groups[1].Value + "NameAmbiguous", Category: "InvalidArgument"));
        var inCode = made.Concat(missing).Concat(several).Distinct()
            .GroupBy(error => error.Id, error => error.Category)
            .Select(error => $"{error.Key} {string.Join(", ", error.Order(StringComparer.Ordinal))}");

        ErrorTable.Rows.Select(row => $"{row.Key} {row.Value}").Should().BeEquivalentTo(inCode);
        ErrorTable.Rows.Should().HaveCountGreaterThan(100, "the patterns must have found the errors");
    }

    [Fact]
    public void Each_id_has_a_test_that_provokes_it()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".ps1" && !Built().IsMatch(file))
            .Select(File.ReadAllText);
        var named = tests.SelectMany(text => Quoted().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        ErrorTable.Rows.Keys.Where(id => !named.Contains(id)).Should().BeEmpty();
    }

    private static string Read(string file) => ErrorTable.Read(file);

    [GeneratedRegex(@"MeecoErrorCategory\.(\w+) => ErrorCategory\.(\w+)")]
    private static partial Regex Mapping();

    [GeneratedRegex("""const string (\w+) = "(\w+)\x22""")]
    private static partial Regex Constant();

    [GeneratedRegex("""new(?: MeecoException)?\(\s*(?:"(?<id>\w+)"|(?:ClientErrors\.)?(?<name>[A-Z]\w+)),\s*(?:MeecoErrorCategory\.)?(?<category>\w+)\s*[,)]""")]
    private static partial Regex Made();

    [GeneratedRegex("""NotFound\(\s*"(\w+)\x22""")]
    private static partial Regex MissingThing();

    [GeneratedRegex("""Ambiguous\(\s*"(\w+)\x22""")]
    private static partial Regex SeveralThings();

    [GeneratedRegex("""["']([A-Z]\w+)\*?["']""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();
}
