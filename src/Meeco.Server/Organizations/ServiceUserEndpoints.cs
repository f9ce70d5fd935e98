using Meeco.Server.Accounts;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Organizations;

/// <summary>Users as the agent of a service sees them (docs/WIRE.md 4.10).</summary>
internal static class ServiceUserEndpoints
{
    public static void MapServiceUsers(this IEndpointRouteBuilder app) =>
        app.MapVault().WithTags("Organizations")
            .MapGet("/service_users/{id}", GetAsync)
            .WithSummary("The keys of a user, for the agent of a service.");

    private static async Task<ServiceUserResponse> GetAsync(
        string id,
        VaultCaller caller,
        MeecoDb db,
        PublicIds ids,
        CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.VaultUser);
        var isService = await db.VaultUsers.AnyAsync(user => user.Key == caller.UserKey && user.Type == UserType.ServiceAgent, cancel);
        var found = isService
            ? await db.VaultUsers.AsNoTracking().SingleOrDefaultAsync(user => user.Key == key && user.Type == UserType.Human, cancel)
            : null;
        if (found is null)
        {
            throw Refuse.NotFound("user of the caller's service");
        }

        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(
            side => side.UserKey == found.Key && side.OtherUserKey == caller.UserKey,
            cancel);
        return new ServiceUserResponse
        {
            ServiceUser = new ServiceUserBody
            {
                Id = ids.Encode(IdKind.VaultUser, found.Key),
                PublicKey = found.PublicKey,
                ConnectionPresent = connection is not null,
                ConnectionPublicKey = connection?.PublicKey,
                ConnectionKeypairExternalId = connection?.KeyPairExternalId,
            },
        };
    }
}
