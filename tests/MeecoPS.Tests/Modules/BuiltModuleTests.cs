using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MeecoPS.Tests.Layers;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Modules;

/// <summary>What the build leaves in out/.</summary>
public sealed class BuiltModuleTests
{
    [Fact]
    public void Nothing_in_out_hides_the_assemblies_of_the_engine()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "out"), "*.dll", SearchOption.AllDirectories).Select(Path.GetFileName);

        files.Should().NotContain("System.Management.Automation.dll").And.NotContain("PowerShellStandard.Library.dll");
    }

    [Fact]
    public void The_module_carries_the_native_libraries_of_eight_runtimes_and_no_more()
    {
        var runtimes = Directory.EnumerateDirectories(Path.Combine(Repository.Module, "bin", "runtimes"));

        runtimes.Select(Path.GetFileName).Should().BeEquivalentTo(
            "win-x64", "win-arm64", "linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64", "osx-x64", "osx-arm64");
        runtimes.Should().OnlyContain(runtime => Directory.EnumerateFiles(Path.Combine(runtime, "native"), "libsodium.*").Any());
        File.Exists(Path.Combine(Repository.Module, "bin", "MeecoPS.deps.json")).Should().BeTrue("the load context finds them by it");
    }

    [Fact]
    public void The_manifest_exports_every_cmdlet_of_the_assembly_and_nothing_else()
    {
        var manifest = ReadManifest();
        var cmdlets = BuiltAssemblies.Load("MeecoPS").GetExportedTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false))
            .Cast<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");

        ((object[])manifest["CmdletsToExport"]!).Should().BeEquivalentTo(cmdlets);
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

        files.Should().OnlyContain(file => File.Exists(Path.Combine(Repository.Module, file)));
    }

    private static Hashtable ReadManifest()
    {
        var script = Parser.ParseFile(Path.Combine(Repository.Module, "MeecoPS.psd1"), out _, out var errors);
        errors.Should().BeEmpty();
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }
}
