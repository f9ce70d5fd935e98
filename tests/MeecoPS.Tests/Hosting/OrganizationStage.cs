using System.Management.Automation;

namespace MeecoPS.Tests.Hosting;

/// <summary>The story's people with Alice's organization and its service, both validated by the operator.</summary>
public sealed class OrganizationStage(Story story)
{
    private readonly Lazy<IReadOnlyList<PSObject>> _founded = new(() => Found(story));

    /// <summary>A runspace of its own in which the user is connected; organization and service are there as variables.</summary>
    /// <param name="user">alice, bob or carlos.</param>
    /// <param name="person">Who answers questions; null for a host that cannot ask.</param>
    internal HostedShell As(string user, ScriptedUser? person = null) =>
        story.As(user, person).With("organization", _founded.Value[0]).With("service", _founded.Value[1]);

    private static IReadOnlyList<PSObject> Found(Story story)
    {
        using var shell = story.As("alice");
        return shell.Run("""
            $organization = New-MeecoOrganization 'SuperData Inc.'
            $null = dotnet $server.ProgramPath organizations validate $organization.Id --data $server.Path
            $service = New-MeecoOrganizationService $organization 'Data Sharing'
            $null = dotnet $server.ProgramPath services validate $service.Id --data $server.Path
            $organization, $service
            """).Succeeded().Output;
    }
}
