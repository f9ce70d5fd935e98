namespace MeecoPS.Tests.Hosting;

/// <summary>The tests that share the one organisation of the story: made twice, its name would say nothing any more.</summary>
[CollectionDefinition]
public sealed class OneOrganization : ICollectionFixture<OrganizationStage>;
