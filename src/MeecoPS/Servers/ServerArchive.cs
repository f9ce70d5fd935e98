using System.IO.Compression;
using System.Security.Cryptography;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Servers;

/// <summary>
/// A server in its zip file. It is expanded once, into a folder of this user's that is named by the file's content and appears
/// when it is whole, so that any number of shells may do it at once.
/// </summary>
internal static class ServerArchive
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static string Folder { get; } = Path.Combine(
        System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData, System.Environment.SpecialFolderOption.DoNotVerify),
        "MeecoPS",
        "servers");

    /// <summary>Whether a path is that of a zip file.</summary>
    public static bool IsArchive(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && File.Exists(path);

    /// <summary>Expands a server, unless it was before.</summary>
    /// <param name="path">The full path of the zip file.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The folder of the server.</returns>
    /// <exception cref="MeecoException"><c>ServerArchiveUnreadable</c>.</exception>
    public static async Task<string> ExpandAsync(string path, CancellationToken cancel)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using (file.ConfigureAwait(false))
            {
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel).ConfigureAwait(false));
                var target = Path.Combine(Folder, hash);
                if (!Directory.Exists(target))
                {
                    file.Position = 0;
                    await ExpandAsync(file, target, cancel).ConfigureAwait(false);
                }

                return target;
            }
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw MeecoErrors.ServerArchiveUnreadable(path, fault.Message);
        }
    }

    private static async Task ExpandAsync(FileStream file, string target, CancellationToken cancel)
    {
        var draft = $"{target}.{Guid.NewGuid():N}";
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(draft);
        }
        else
        {
            Directory.CreateDirectory(Folder, OwnerOnly);
            Directory.CreateDirectory(draft, OwnerOnly);
        }

        try
        {
            await ZipFile.ExtractToDirectoryAsync(file, draft, cancel).ConfigureAwait(false);
            Directory.Move(draft, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another shell was first, with the same.
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }
}
