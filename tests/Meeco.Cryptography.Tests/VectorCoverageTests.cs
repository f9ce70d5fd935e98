using System.Reflection;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests;

public sealed class VectorCoverageTests
{
    [Fact]
    public void Every_family_of_the_vectors_is_read()
    {
        var read = typeof(VectorCoverageTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods())
            .Select(static method => method.GetCustomAttribute<VectorsAttribute>()?.Family)
            .OfType<string>()
            .Distinct();

        read.Should().BeEquivalentTo(Counts().Keys);
    }

    [Fact]
    public void Every_family_has_the_number_of_cases_that_was_recorded()
    {
        foreach (var (family, count) in Counts())
        {
            Vector.Family(family).Should().HaveCount(count, "that many were recorded for {0}", family);
        }
    }

    private static Dictionary<string, int> Counts() => Vector.Section("meta").Json.GetProperty("counts")
        .EnumerateObject()
        .ToDictionary(static family => family.Name, static family => family.Value.GetInt32());
}
