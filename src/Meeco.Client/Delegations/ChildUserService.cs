using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Child users: accounts that nobody logs in to, and that their parent uses as a delegate.</summary>
internal sealed class ChildUserService(MeecoSession session)
{
    private const int Steps = 3;

    // The name that Meeco's own clients give the child's pair (docs/WIRE.md 4.9).
    private const string ChildPairName = "parent_connection";

    /// <summary>Makes a child user.</summary>
    /// <param name="fullName">Its name, which the vault reads; null for none.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The delegation by which its parent acts for it.</returns>
    public async Task<MeecoDelegation> CreateAsync(string? fullName, IProgress<MeecoProgress>? progress, CancellationToken cancel)
    {
        session.RequireOwn();
        progress?.Report(new MeecoProgress("Making two key pairs", 0, Steps));
        var parents = session.KeyRing.CreateAsync(cancel);
        var childs = session.Settings.KeyPairs.TakeAsync(cancel);
        await Task.WhenAll(parents, childs).ConfigureAwait(false);
        var parentKey = await parents.ConfigureAwait(false);
        using var pair = await childs.ConfigureAwait(false);
        using var kek = SymmetricKey.Generate();
        using var dek = SymmetricKey.Generate();

        progress?.Report(new MeecoProgress("Making the child user", 1, Steps));
        var made = await MakeAsync(parentKey, pair, cancel).ConfigureAwait(false);
        progress?.Report(new MeecoProgress("Storing its keys", 2, Steps));
        var stored = await StoreAsync(made, parentKey, pair, kek, dek, cancel).ConfigureAwait(false);
        if (fullName is not null)
        {
            using var acting = session.Apis.ActingFor(session.Environment, session.Settings, made.User.Id);
            await acting.Users.PutMeAsync(new PutMeRequest { User = new PutMeUser { FullName = fullName } }, cancel)
                .ConfigureAwait(false);
        }

        return DelegationMapping.Map(
            made.ConnectionFromParentToChild, DelegationDirection.GrantedToMe, stored.Delegation, session.Keys) with
        {
            Name = fullName,
        };
    }

    private async Task<CreateChildUserResponse> MakeAsync(PostedPublicKey parentKey, RsaKeyPair pair, CancellationToken cancel)
    {
        try
        {
            return await session.Apis.Delegations.CreateChildUserAsync(
                new CreateChildUserParams
                {
                    ParentPublicKeyForConnection = new ChildUserPublicKey
                    {
                        Pem = parentKey.PublicKey,
                        ExternalId = parentKey.KeypairExternalId,
                    },
                    ChildPublicKeyForConnection = new ChildUserPublicKey { Pem = pair.PublicKey.Pem, ExternalId = ChildPairName },
                },
                ServerApis.NewIdempotencyKey(),
                cancel).ConfigureAwait(false);
        }
        catch (MeecoServerException)
        {
            await session.KeyRing.DiscardAsync(parentKey).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ChildUserKeysResponse> StoreAsync(
        CreateChildUserResponse made,
        PostedPublicKey parentKey,
        RsaKeyPair pair,
        SymmetricKey kek,
        SymmetricKey dek,
        CancellationToken cancel)
    {
        try
        {
            return await session.Apis.KeyDelegations.StoreChildUserAsync(
                new PostChildUserRequest
                {
                    VaultChildId = made.User.Id,
                    ChildKek = session.Keys.Kek.WrapKey(kek),
                    ChildDek = kek.WrapKey(dek),
                    ChildKeypairForConnection = new ChildUserKeypair
                    {
                        EncryptedPrivateKey = kek.WrapKey(pair),
                        PublicKey = pair.PublicKey.Pem,
                        ExternalId = ChildPairName,
                    },
                    DelegationToken = DelegationMapping.TokenOfReceived(made.ConnectionFromParentToChild)
                        ?? throw ClientErrors.NotTheProtocol("a new child user has no delegation."),
                },
                ServerApis.NewIdempotencyKey(),
                cancel).ConfigureAwait(false);
        }
        catch (MeecoServerException)
        {
            // A child without keys is of no use to anybody.
            await session.Apis.Connections.DeleteAsync(made.ConnectionFromParentToChild.Own.Id, CancellationToken.None)
                .IgnoringRefusal().ConfigureAwait(false);
            await session.KeyRing.DiscardAsync(parentKey).ConfigureAwait(false);
            throw;
        }
    }
}
