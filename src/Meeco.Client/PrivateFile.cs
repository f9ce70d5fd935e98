using System.Security.AccessControl;
using System.Security.Principal;

namespace Meeco;

/// <summary>
/// Writes files that hold secrets: readable by their owner alone from the first byte, and under their name only when
/// they are whole.
/// </summary>
internal static class PrivateFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <param name="cancel">Stops; nothing is left behind then.</param>
    /// <returns>When it is there.</returns>
    /// <exception cref="MeecoException"><c>FileExists</c>, <c>FileNotWritten</c>.</exception>
    public static async Task WriteAsync(
        string path,
        ReadOnlyMemory<byte> content,
        bool overwrite,
        CancellationToken cancel)
    {
        var draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await using (var file = Create(draft))
            {
                await file.WriteAsync(content, cancel).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw !overwrite && Path.Exists(path)
                ? ClientErrors.FileExists(path)
                : ClientErrors.FileNotWritten(path, fault.Message);
        }
        finally
        {
            TryDelete(draft);
        }
    }

    private static FileStream Create(string path)
    {
        const FileOptions Options = FileOptions.Asynchronous;
        if (!OperatingSystem.IsWindows())
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                Options = Options,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }

        using var user = WindowsIdentity.GetCurrent();
        var access = new FileSecurity();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        access.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(
            FileMode.CreateNew, FileSystemRights.Write, FileShare.None, bufferSize: 4096, Options, access);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The draft holds no more than the file would have, under the same protection.
        }
    }
}
