using System.Net;

namespace Meeco;

/// <summary>Says what a refusal means in the place where the call was made.</summary>
internal static class ServerCallExtensions
{
    /// <summary>Gives the answer 404 a meaning.</summary>
    /// <param name="call">The call.</param>
    /// <param name="meaning">Makes the error to throw instead.</param>
    /// <typeparam name="T">What the call answers.</typeparam>
    /// <returns>The answer.</returns>
    public static Task<T> OrNotFound<T>(this Task<T> call, Func<MeecoException> meaning) =>
        call.OrRefused(HttpStatusCode.NotFound, meaning);

    /// <summary>Gives the answer 404 a meaning.</summary>
    /// <param name="call">The call.</param>
    /// <param name="meaning">Makes the error to throw instead.</param>
    /// <returns>When the call was answered.</returns>
    public static async Task OrNotFound(this Task call, Func<MeecoException> meaning)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            throw meaning();
        }
    }

    /// <summary>Gives the answer 401 a meaning.</summary>
    /// <param name="call">The call.</param>
    /// <param name="meaning">Makes the error to throw instead.</param>
    /// <typeparam name="T">What the call answers.</typeparam>
    /// <returns>The answer.</returns>
    public static Task<T> OrUnauthorized<T>(this Task<T> call, Func<MeecoException> meaning) =>
        call.OrRefused(HttpStatusCode.Unauthorized, meaning);

    /// <summary>Gives the answer 412 a meaning.</summary>
    /// <param name="call">The call.</param>
    /// <param name="meaning">Makes the error to throw instead.</param>
    /// <typeparam name="T">What the call answers.</typeparam>
    /// <returns>The answer.</returns>
    public static Task<T> OrVersionConflict<T>(this Task<T> call, Func<MeecoException> meaning) =>
        call.OrRefused(HttpStatusCode.PreconditionFailed, meaning);

    /// <summary>Whether a vault refused a login because it does not know the key (docs/WIRE.md 4.1: 401 or 404).</summary>
    /// <param name="refused">The refusal.</param>
    /// <returns>Whether it was that.</returns>
    public static bool IsUnknownUser(this MeecoServerException refused) =>
        refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound;

    /// <summary>Takes the answer 404 for "there is none".</summary>
    /// <param name="call">The call.</param>
    /// <typeparam name="T">What the call answers.</typeparam>
    /// <returns>The answer, or null.</returns>
    public static async Task<T?> OrNull<T>(this Task<T> call)
        where T : class
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Tidies up after something else went wrong: whether it works is of no consequence then.</summary>
    /// <param name="call">The call.</param>
    /// <returns>When it was answered, or not.</returns>
    public static async Task IgnoringRefusal(this Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (MeecoException)
        {
            // The first error is the one to report.
        }
    }

    private static async Task<T> OrRefused<T>(this Task<T> call, HttpStatusCode status, Func<MeecoException> meaning)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.Status == status)
        {
            throw meaning();
        }
    }
}
