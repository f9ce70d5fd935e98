using Microsoft.Win32.SafeHandles;

namespace Meeco;

/// <summary>Writes a file that is there whole or not at all.</summary>
internal static class TargetFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="overwrite">Whether a file that is there gives way.</param>
    /// <param name="size">How long it will be.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancel">Stops; nothing is left then.</param>
    /// <returns>When it is there under its name.</returns>
    /// <exception cref="MeecoException"><c>FileExists</c>, <c>FileNotWritten</c>.</exception>
    public static async Task WriteAsync(
        string path,
        bool overwrite,
        long size,
        Func<SafeFileHandle, CancellationToken, Task> write,
        CancellationToken cancel)
    {
        // Before the work and not only after it.
        if (!overwrite && File.Exists(path))
        {
            throw ClientErrors.FileExists(path);
        }

        var part = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Guid.NewGuid():N}.part");
        try
        {
            using (var file = File.OpenHandle(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous, size))
            {
                await write(file, cancel).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(part, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            throw ClientErrors.FileExists(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw ClientErrors.FileNotWritten(path, fault.Message);
        }
        finally
        {
            Discard(part);
        }
    }

    private static void Discard(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }
}
