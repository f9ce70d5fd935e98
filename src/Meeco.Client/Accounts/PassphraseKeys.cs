using System.Security;
using System.Security.Cryptography;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// What the passphrase gives together with the account secret: the password of the log-in and the key that opens the KEK.
/// Each takes a hundred thousand rounds, so both are derived at once, while the keystore is asked for its challenge.
/// </summary>
/// <param name="secret">The account secret.</param>
/// <param name="passphrase">The passphrase; both are used until this is disposed.</param>
internal sealed class PassphraseKeys(AccountSecret secret, SecureString passphrase) : IAsyncDisposable
{
    private readonly Task<byte[]> _srpPassword = Task.Run(() => SecretText.Read(passphrase, secret.DeriveSrpPassword));
    private readonly Task<SymmetricKey> _key = Task.Run(() => SecretText.Read(passphrase, secret.DeriveKey));
    private bool _taken;

    /// <summary>The password of the log-in.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Its bytes, which are zeroed when this is disposed.</returns>
    public Task<byte[]> GetSrpPasswordAsync(CancellationToken cancel) => _srpPassword.WaitAsync(cancel);

    /// <summary>The key that opens the KEK. Can be taken once.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The key, owned by the caller.</returns>
    public async Task<SymmetricKey> TakeKeyAsync(CancellationToken cancel)
    {
        var key = await _key.WaitAsync(cancel).ConfigureAwait(false);
        _taken = true;
        return key;
    }

    /// <summary>Waits until nothing is derived any more, and zeroes what nobody took.</summary>
    /// <returns>When that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_srpPassword, _key).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_srpPassword.IsCompletedSuccessfully)
        {
            CryptographicOperations.ZeroMemory(await _srpPassword.ConfigureAwait(false));
        }

        if (!_taken && _key.IsCompletedSuccessfully)
        {
            (await _key.ConfigureAwait(false)).Dispose();
        }
    }
}
