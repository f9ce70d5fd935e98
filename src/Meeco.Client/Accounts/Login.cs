using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>One log-in. Calls that do not need each other's answers are made side by side.</summary>
internal sealed class Login(ServerApis apis, AccountSecret secret, PassphraseKeys derived, TimeSpan? validFor)
{
    /// <summary>Logs in at the keystore and, with the key pair that is kept there, at the vault.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The account.</returns>
    /// <exception cref="MeecoException"><c>LoginFailed</c>, <c>AccountIncomplete</c>.</exception>
    public async Task<OpenedAccount> RunAsync(CancellationToken cancel)
    {
        var session = await KeystoreLogin.LogInAsync(apis.Keystore, secret.Username, derived, validFor, cancel)
            .ConfigureAwait(false);
        apis.KeystoreToken.Value = session.SessionAuthenticationString;
        var keyAnswer = apis.Keystore.GetKekAsync(cancel).OrNotFound(Incomplete);
        var pairAnswer = apis.Keystore.GetKeypairByExternalIdAsync(VaultLogin.KeypairName, cancel).OrNotFound(Incomplete);
        await Task.WhenAll(keyAnswer, pairAnswer).ConfigureAwait(false);
        SymmetricKey? passphraseKey = null;
        SymmetricKey? kek = null;
        try
        {
            passphraseKey = await derived.TakeKeyAsync(cancel).ConfigureAwait(false);
            kek = OpenKek(passphraseKey, await keyAnswer.ConfigureAwait(false));
            await LogInAtVaultAsync(kek, (await pairAnswer.ConfigureAwait(false)).Keypair, cancel).ConfigureAwait(false);
            var me = apis.Users.GetMeAsync(cancel);
            var end = SessionEnd.ReadAsync(apis, session.ValidTill, cancel);
            await Task.WhenAll(me, end).ConfigureAwait(false);
            var user = (await me.ConfigureAwait(false)).User;
            var dek = await OpenDekAsync(kek, user, cancel).ConfigureAwait(false);
            return new OpenedAccount(
                new SessionKeys(secret, passphraseKey, kek, dek), user.Id, await end.ConfigureAwait(false));
        }
        catch
        {
            passphraseKey?.Dispose();
            kek?.Dispose();
            throw;
        }
    }

    private static SymmetricKey OpenKek(SymmetricKey passphraseKey, KeyEncryptionKeyResponse stored) => Ciphers.Open(
        "The key encryption key", () => passphraseKey.UnwrapKey(stored.KeyEncryptionKey.SerializedKeyEncryptionKey));

    private async Task LogInAtVaultAsync(SymmetricKey kek, KeypairBody stored, CancellationToken cancel)
    {
        using var pair = Ciphers.Open("The login key pair", () => kek.UnwrapKeyPair(stored.EncryptedSerializedKey));
        try
        {
            apis.VaultToken.Value = await VaultLogin
                .LogInAsync(apis.Users, stored.PublicKey, pair, validFor, cancel).ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.IsUnknownUser())
        {
            throw Incomplete();
        }
    }

    private async Task<SymmetricKey> OpenDekAsync(SymmetricKey kek, VaultUserBody user, CancellationToken cancel)
    {
        var stored = await apis.Keystore.GetDekAsync(user.PrivateDekExternalId ?? throw Incomplete(), cancel)
            .ConfigureAwait(false);
        return Ciphers.Open(
            "The data encryption key", () => kek.UnwrapKey(stored.DataEncryptionKey.SerializedDataEncryptionKey));
    }

    private MeecoException Incomplete() => ClientErrors.AccountIncomplete(secret.Username);
}
