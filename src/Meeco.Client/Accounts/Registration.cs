using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// One registration. Each step first looks whether it was done before, so that an interrupted registration is finished
/// by running it again with the same secret, and never replaces a key that already protects something.
/// </summary>
internal sealed class Registration(
    ServerApis apis,
    ClientSettings settings,
    AccountSecret secret,
    PassphraseKeys derived,
    IProgress<MeecoProgress>? progress)
{
    private const int Steps = 5;
    private int _done;

    /// <summary>Runs the steps that were not done yet.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The account.</returns>
    public async Task<OpenedAccount> RunAsync(CancellationToken cancel)
    {
        Report("Making the login key pair");
        using var making = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var newPair = settings.KeyPairs.TakeAsync(making.Token);
        SymmetricKey? passphraseKey = null;
        SymmetricKey? kek = null;
        try
        {
            var session = await LogInAsync(cancel).ConfigureAwait(false);
            passphraseKey = await derived.TakeKeyAsync(cancel).ConfigureAwait(false);
            kek = await EnsureKekAsync(passphraseKey, cancel).ConfigureAwait(false);
            using var pair = await EnsurePairAsync(kek, newPair, cancel).ConfigureAwait(false);
            var registered = await EnsureVaultUserAsync(pair, cancel).ConfigureAwait(false);
            var end = await SessionEnd.ReadAsync(apis, session.ValidTill, cancel).ConfigureAwait(false);
            var dek = await CreateDekAsync(registered, kek, cancel).ConfigureAwait(false);
            return new OpenedAccount(new SessionKeys(secret, passphraseKey, kek, dek), registered.Id, end);
        }
        catch
        {
            passphraseKey?.Dispose();
            kek?.Dispose();
            throw;
        }
        finally
        {
            await making.CancelAsync().ConfigureAwait(false);
            _ = newPair.ContinueWith(
                made => made.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
        }
    }

    private async Task<KeystoreSessionBody> LogInAsync(CancellationToken cancel)
    {
        Report("Registering at the keystore");
        try
        {
            await KeystoreLogin.RegisterAsync(apis.Keystore, secret.Username, derived, cancel).ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.Code == ErrorCodes.UsernameTaken)
        {
            // An earlier run came this far; the login tells whether it was with the same passphrase and secret.
        }

        var session = await KeystoreLogin.LogInAsync(apis.Keystore, secret.Username, derived, null, cancel)
            .ConfigureAwait(false);
        apis.KeystoreToken.Value = session.SessionAuthenticationString;
        return session;
    }

    private async Task<SymmetricKey> EnsureKekAsync(SymmetricKey passphraseKey, CancellationToken cancel)
    {
        Report("Storing the keys");
        if (await apis.Keystore.GetKekAsync(cancel).OrNull().ConfigureAwait(false) is { } present)
        {
            return Ciphers.Open(
                "The key encryption key",
                () => passphraseKey.UnwrapKey(present.KeyEncryptionKey.SerializedKeyEncryptionKey));
        }

        var kek = SymmetricKey.Generate();
        try
        {
            await apis.Keystore.PostKekAsync(
                new PostKeyEncryptionKeyRequest { SerializedKeyEncryptionKey = passphraseKey.WrapKey(kek) },
                ServerApis.NewIdempotencyKey(),
                cancel).ConfigureAwait(false);
            return kek;
        }
        catch
        {
            kek.Dispose();
            throw;
        }
    }

    private async Task<RsaKeyPair> EnsurePairAsync(SymmetricKey kek, Task<RsaKeyPair> newPair, CancellationToken cancel)
    {
        var present = await apis.Keystore.GetKeypairByExternalIdAsync(VaultLogin.KeypairName, cancel).OrNull()
            .ConfigureAwait(false);
        if (present is null)
        {
            using var made = await newPair.WaitAsync(cancel).ConfigureAwait(false);
            present = await apis.Keystore.PostKeypairAsync(
                new PostKeypairsRequest
                {
                    PublicKey = made.PublicKey.Pem,
                    EncryptedSerializedKey = kek.WrapKey(made),
                    Metadata = WireJson.EmptyObject,
                    ExternalIdentifiers = [VaultLogin.KeypairName],
                },
                ServerApis.NewIdempotencyKey(),
                cancel).ConfigureAwait(false);
        }

        return Ciphers.Open("The login key pair", () => kek.UnwrapKeyPair(present.Keypair.EncryptedSerializedKey));
    }

    private async Task<VaultUserBody> EnsureVaultUserAsync(RsaKeyPair pair, CancellationToken cancel)
    {
        Report("Registering at the vault");
        var publicKey = pair.PublicKey.Pem;
        try
        {
            apis.VaultToken.Value = await VaultLogin.LogInAsync(apis.Users, publicKey, pair, null, cancel)
                .ConfigureAwait(false);
            return (await apis.Users.GetMeAsync(cancel).ConfigureAwait(false)).User;
        }
        catch (MeecoServerException refused) when (refused.IsUnknownUser())
        {
            // The vault does not know the key yet.
        }

        var admission = await apis.Keystore.GetAdmissionTokensAsync(cancel).ConfigureAwait(false);
        var answer = await apis.Users.PostMeAsync(
            new PostMeRequest
            {
                PublicKey = publicKey,
                AdmissionToken = admission.ExternalAdmissionToken.VaultApiAdmissionToken,
            },
            cancel).ConfigureAwait(false);
        apis.VaultToken.Value = VaultLogin.OpenToken(pair, answer.EncryptedSessionAuthenticationString);
        return answer.User;
    }

    private async Task<SymmetricKey> CreateDekAsync(VaultUserBody user, SymmetricKey kek, CancellationToken cancel)
    {
        Report("Storing the data encryption key");
        if (user.PrivateDekExternalId is not null)
        {
            throw ClientErrors.AccountExists(secret.Username);
        }

        var dek = SymmetricKey.Generate();
        try
        {
            var stored = await apis.Keystore.PostDekAsync(
                new PostDataEncryptionKeysRequest { SerializedDataEncryptionKey = kek.WrapKey(dek) },
                ServerApis.NewIdempotencyKey(),
                cancel).ConfigureAwait(false);
            await apis.Users.PutMeAsync(
                new PutMeRequest { User = new PutMeUser { PrivateDekExternalId = stored.DataEncryptionKey.Id } },
                cancel).ConfigureAwait(false);
            return dek;
        }
        catch
        {
            dek.Dispose();
            throw;
        }
    }

    private void Report(string step) => progress?.Report(new MeecoProgress(step, _done++, Steps));
}
