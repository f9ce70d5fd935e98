using System.Text.Json;
using System.Xml.Linq;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Layers;

/// <summary>The arrows between the projects only point down, and no library shows through the public surface.</summary>
public sealed class LayerTests
{
    private static readonly string[] HiddenAssemblies = ["Meeco.Wire", "NSec", "Polly", "ReactiveUI", "Refit", "SimpleBase", "YamlDotNet"];

    public static TheoryData<string, string[]> Arrows { get; } = new()
    {
        { "MeecoPS", ["Meeco.Client"] },
        { "Meeco.Client", ["Meeco.Cryptography", "Meeco.Wire"] },
        { "Meeco.Server", ["Meeco.Cryptography", "Meeco.Wire"] },
        { "Meeco.Cryptography", [] },
        { "Meeco.Wire", [] },
        { "MeecoPS.Loader", [] },
        { "MeecoPS.Shell", [] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_references_only_the_layers_below_it(string project, string[] below)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));

        var references = file.Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));

        references.Should().BeSubsetOf(below);
    }

    [Theory]
    [InlineData("MeecoPS", new[] { "Meeco.Client", "Meeco.Cryptography" })]
    [InlineData("Meeco.Client", new[] { "Meeco.Cryptography", "Meeco.Wire" })]
    [InlineData("Meeco.Server", new[] { "Meeco.Cryptography", "Meeco.Wire" })]
    [InlineData("Meeco.Cryptography", new string[0])]
    [InlineData("Meeco.Wire", new string[0])]
    public void A_built_assembly_references_only_the_layers_below_it(string name, string[] below)
    {
        var references = BuiltAssemblies.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!);

        references.Where(reference => reference.StartsWith("Meeco", StringComparison.Ordinal)).Should().BeSubsetOf(below);
    }

    [Fact]
    public void The_wire_contract_uses_no_library_and_the_cryptography_no_network()
    {
        References("Meeco.Wire").Should().OnlyContain(name => name.StartsWith("System.", StringComparison.Ordinal));
        References("Meeco.Cryptography").Should().NotContain(name => name.StartsWith("System.Net", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MeecoPS")]
    [InlineData("Meeco.Client")]
    public void No_library_type_shows_through_the_public_surface(string name)
    {
        var leaks = PublicSurface.Of(BuiltAssemblies.Load(name))
            .Where(found => IsHidden(found.Type))
            .Select(found => $"{found.Place}: {found.Type.FullName}")
            .Distinct();

        leaks.Should().BeEmpty();
    }

    [Theory]
    [InlineData(typeof(Leaks.ThroughBase))]
    [InlineData(typeof(Leaks.ThroughField))]
    [InlineData(typeof(Leaks.ThroughProtectedProperty))]
    [InlineData(typeof(Leaks.ThroughParameter))]
    [InlineData(typeof(Leaks.ThroughGenericConstraint<>))]
    [InlineData(typeof(Leaks.ThroughAnnotation))]
    [InlineData(typeof(Leaks.ThroughEvent))]
    public void The_check_sees_a_type_wherever_it_hides(Type leaking) =>
        PublicSurface.Of(leaking).Should().Contain(found => found.Type == typeof(JsonElement) || found.Type == typeof(JsonException));

    [Fact]
    public void The_check_does_not_see_what_is_private() =>
        PublicSurface.Of(typeof(Leaks.None)).Should().NotContain(found => found.Type == typeof(JsonElement));

    private static IEnumerable<string> References(string name) =>
        BuiltAssemblies.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!);

    private static bool IsHidden(Type type) =>
        HiddenAssemblies.Any(hidden => type.Assembly.GetName().Name!.StartsWith(hidden, StringComparison.Ordinal));
}
