using System.Collections;
using System.Diagnostics;
using System.IO.Compression;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Layers;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Modules;

/// <summary>What is handed out: the module's package, as the gallery wants it, and the zip file of the server.</summary>
public sealed class PackageTests
{
    private const int LargestPackage = 8 * 1024 * 1024;

    // The gallery refuses a package with longer tags.
    private const int LongestTags = 4000;

    [Fact]
    public void The_package_is_smaller_than_eight_megabytes() =>
        new FileInfo(Installation.Package).Length.Should().BeLessThan(LargestPackage);

    [Fact]
    public void Nothing_hides_the_assemblies_of_the_engine()
    {
        var files = new[] { Installation.Module, Installation.Server }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories)).Select(Path.GetFileName);

        files.Should().NotContain("System.Management.Automation.dll").And.NotContain("PowerShellStandard.Library.dll");
    }

    [Fact]
    public void The_module_carries_the_native_libraries_of_eight_runtimes_and_no_more()
    {
        var runtimes = Directory.EnumerateDirectories(Path.Combine(Installation.Module, "bin", "runtimes"));

        runtimes.Select(Path.GetFileName).Should().BeEquivalentTo(
            "win-x64", "win-arm64", "linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64", "osx-x64", "osx-arm64");
        runtimes.Should().OnlyContain(runtime => Directory.EnumerateFiles(Path.Combine(runtime, "native"), "libsodium.*").Any());
        File.Exists(Path.Combine(Installation.Module, "bin", "MeecoPS.deps.json")).Should().BeTrue("the load context finds them by it");
    }

    [Fact]
    public void The_manifest_exports_every_cmdlet_of_the_assembly_and_nothing_else()
    {
        var manifest = ReadManifest();

        ((object[])manifest["CmdletsToExport"]!).Should().BeEquivalentTo(Cmdlets());
        ((object[])manifest["FunctionsToExport"]!).Should().BeEmpty();
        ((object[])manifest["AliasesToExport"]!).Should().BeEmpty();
        ((object[])manifest["VariablesToExport"]!).Should().BeEmpty();
    }

    [Fact]
    public void Every_file_that_the_manifest_names_is_there()
    {
        var manifest = ReadManifest();
        var files = new[] { "FormatsToProcess", "TypesToProcess", "RootModule" }
            .SelectMany(key => manifest[key] is object[] several ? several : [manifest[key]!])
            .Cast<string>();

        files.Should().OnlyContain(file => File.Exists(Path.Combine(Installation.Module, file)));
    }

    [Fact]
    public void The_engine_finds_nothing_wrong_with_the_manifest()
    {
        using var shell = new HostedShell();

        var run = shell.With("manifest", Path.Combine(Installation.Module, "MeecoPS.psd1")).Run("""
            $found = Test-ModuleManifest $manifest
            $found.Name
            $found.CompatiblePSEditions
            "$($found.PowerShellVersion)"
            $found.ProjectUri.AbsoluteUri, $found.LicenseUri.AbsoluteUri, $found.ReleaseNotes
            $found.ExportedCmdlets.Count
            """).Succeeded();

        run.Warnings.Should().BeEmpty();
        run.Lines.Take(3).Should().Equal("MeecoPS", "Core", "7.6");
        run.Lines.Skip(3).Take(3).Should().OnlyContain(link => link.StartsWith("https://", StringComparison.Ordinal));
        run.Lines.Last().Should().Be($"{Cmdlets().Count()}");
    }

    [Fact]
    public void The_package_says_what_the_manifest_says_and_which_commands_are_in_it()
    {
        var manifest = ReadManifest();
        var data = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;
        using var package = ZipFile.OpenRead(Installation.Package);
        using var nuspec = package.GetEntry("MeecoPS.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);

        metadata["id"].Should().Be("MeecoPS");
        metadata["description"].Should().Be((string)manifest["Description"]!);
        metadata["authors"].Should().Be((string)manifest["Author"]!);
        metadata["copyright"].Should().Be((string)manifest["Copyright"]!);
        metadata["license"].Should().Be("MIT");
        metadata["projectUrl"].Should().Be((string)data["ProjectUri"]!);
        metadata["releaseNotes"].Should().Be((string)data["ReleaseNotes"]!);
        metadata["tags"].Length.Should().BeLessThan(LongestTags);
        metadata["tags"].Split(' ').Should().BeEquivalentTo(
            [.. ((object[])data["Tags"]!).Cast<string>(), "PSModule", "PSIncludes_Cmdlet", .. Cmdlets().Select(name => "PSCommand_" + name)]);
    }

    [Fact]
    public void Everything_has_the_one_version_of_the_repository()
    {
        var properties = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);
        var (prefix, suffix) = (properties["VersionPrefix"].Single(), properties["VersionSuffix"].Single());
        var manifest = ReadManifest();
        string[] assemblies =
        [
            .. Directory.EnumerateFiles(Path.Combine(Installation.Module, "bin"), "Meeco*.dll"),
            Path.Combine(Installation.Module, "MeecoPS.Loader.dll"),
            Path.Combine(Installation.Server, "Meeco.Server.dll"),
        ];

        Installation.Version.Should().Be(suffix.Length == 0 ? prefix : $"{prefix}-{suffix}");
        manifest["ModuleVersion"].Should().Be(prefix);
        ((Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!)["Prerelease"].Should().Be(suffix);
        suffix.Should().MatchRegex("^[0-9A-Za-z]*$", "the gallery takes no other");
        assemblies.Select(path => FileVersionInfo.GetVersionInfo(path).ProductVersion!.Split('+', 2)[0])
            .Should().AllBe(Installation.Version);
    }

    [Fact]
    public void The_server_runs_on_the_shared_framework_and_is_for_no_system_alone()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Installation.Server, "Meeco.Server.runtimeconfig.json")));
        var frameworks = settings.RootElement.GetProperty("runtimeOptions").GetProperty("frameworks").EnumerateArray();

        frameworks.Select(framework => framework.GetProperty("name").GetString()).Should().Contain("Microsoft.AspNetCore.App");
        Directory.EnumerateFiles(Installation.Server).Select(Path.GetFileName)
            .Should().Contain("Meeco.Server.dll").And.NotContain(["Meeco.Server", "Meeco.Server.exe"]);
    }

    [Fact]
    public void What_is_of_others_is_named_with_its_licence_in_both()
    {
        var module = Packages(Path.Combine(Installation.Module, "bin", "MeecoPS.deps.json"));
        var server = Packages(Path.Combine(Installation.Server, "Meeco.Server.deps.json"));
        var expected = module.Union(server)
            .Select(package => $"{package} {(!server.Contains(package) ? "module" : module.Contains(package) ? "both" : "server")}");

        foreach (var folder in new[] { Installation.Module, Installation.Server })
        {
            File.Exists(Path.Combine(folder, "LICENSE")).Should().BeTrue();
            var notices = File.ReadAllText(Path.Combine(folder, "THIRD-PARTY-NOTICES.md"));
            var rows = notices.Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

            rows.Select(row => $"{row[1]}/{row[2]} {row[3]}").Should().BeEquivalentTo(expected, "whoever takes a new version looks at its licence");
            rows.Select(row => row[4]).Should().OnlyContain(licence => notices.Contains($"\n## {licence}\n"));
            rows.Should().OnlyContain(row => row[5].StartsWith("(c) "));
        }
    }

    private static HashSet<string> Packages(string dependencies)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(dependencies));
        return [.. file.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package").Select(library => library.Name)];
    }

    private static IEnumerable<string> Cmdlets() => BuiltAssemblies.Load("MeecoPS").GetExportedTypes()
        .SelectMany(type => type.GetCustomAttributes<CmdletAttribute>(inherit: false))
        .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");

    private static Hashtable ReadManifest()
    {
        var script = Parser.ParseFile(Path.Combine(Installation.Module, "MeecoPS.psd1"), out _, out var errors);
        errors.Should().BeEmpty();
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }
}
