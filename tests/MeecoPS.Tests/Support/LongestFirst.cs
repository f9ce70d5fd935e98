using MeecoPS.Tests.Help;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Modules;
using MeecoPS.Tests.Secrets;
using MeecoPS.Tests.Shell;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(MeecoPS.Tests.Support.LongestFirst))]

namespace MeecoPS.Tests.Support;

/// <summary>Begins with what takes longest, so that nobody waits for it alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        .. new[]
        {
            typeof(HelpExampleTests), typeof(OneOrganization), typeof(CanaryTests), typeof(GuideTests), typeof(ModuleCycleTests),
            typeof(ExampleTests), typeof(ServerLifetimeTests), typeof(ScriptTests),
        }.Select(type => type.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => PlaceOf(collection.TestCollectionDisplayName))];

    private static int PlaceOf(string name)
    {
        var place = Array.FindIndex(Longest, longest => name.Contains(longest, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
