using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Meeco.Cryptography.Tests.Support;

/// <summary>Runs a test for every case of one family of <c>vectors.json</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorsAttribute(string family) : DataAttribute
{
    public string Family { get; } = family;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker)
    {
        var rows = Vector.Family(Family)
            .Select((vector, index) => new TheoryDataRow<Vector>(vector) { Label = $"{Family} {index} {vector.Id}" });
        return new(rows.ToArray());
    }

    public override bool SupportsDiscoveryEnumeration() => false;
}
