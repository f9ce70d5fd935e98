namespace Meeco;

/// <summary>Asks when a session ends: it is of no use without both servers, so the sooner end counts.</summary>
internal static class SessionEnd
{
    /// <summary>Asks both servers; the vault alone where the session has none at the keystore.</summary>
    /// <param name="apis">Their calls.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The end, in UTC; the greatest time there is where it has none.</returns>
    /// <exception cref="MeecoServerException"><c>SessionExpired</c>: one of them has ended it.</exception>
    public static async Task<DateTimeOffset> ReadAsync(ServerApis apis, CancellationToken cancel)
    {
        var vault = apis.Users.GetSessionAsync(cancel);
        var keystore = apis.KeystoreToken.Value is null ? null : apis.Keystore.GetSessionAsync(cancel);
        await Task.WhenAll(vault, keystore ?? Task.CompletedTask).ConfigureAwait(false);
        var end = (await vault.ConfigureAwait(false)).UserAccessToken.ExpireAt ?? DateTimeOffset.MaxValue;
        return keystore is not null && (await keystore.ConfigureAwait(false)).ValidTill is var other && other < end ? other : end;
    }
}
