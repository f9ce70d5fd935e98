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
        var vault = ReadAsync(apis, DateTimeOffset.MaxValue, cancel);
        var keystore = apis.KeystoreToken.Value is null ? null : apis.Keystore.GetSessionAsync(cancel);
        await Task.WhenAll(vault, keystore ?? Task.CompletedTask).ConfigureAwait(false);
        var end = await vault.ConfigureAwait(false);
        return keystore is null ? end : Sooner(end, (await keystore.ConfigureAwait(false)).ValidTill);
    }

    /// <summary>Asks the vault, where it is known when the keystore ends its session.</summary>
    /// <param name="apis">The calls.</param>
    /// <param name="atKeystore">When that is.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The end, in UTC.</returns>
    public static async Task<DateTimeOffset> ReadAsync(ServerApis apis, DateTimeOffset atKeystore, CancellationToken cancel)
    {
        var answer = await apis.Users.GetSessionAsync(cancel).ConfigureAwait(false);
        return Sooner(answer.UserAccessToken.ExpireAt ?? DateTimeOffset.MaxValue, atKeystore);
    }

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
