using Microsoft.Win32.SafeHandles;

namespace Meeco;

/// <summary>A file that is being read, and must not change meanwhile.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    private SourceFile(string path, SafeFileHandle handle)
    {
        _path = path;
        _handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>Its size when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <returns>The file.</returns>
    /// <exception cref="MeecoException"><c>FileNotFound</c>, <c>FileNotReadable</c>.</exception>
    public static SourceFile Open(string path)
    {
        try
        {
            return new SourceFile(
                path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ClientErrors.FileNotFound(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw ClientErrors.FileNotReadable(path, Directory.Exists(path) ? "it is a folder." : fault.Message);
        }
    }

    /// <summary>Reads a part of it.</summary>
    /// <param name="start">Where the part begins.</param>
    /// <param name="target">Room for the part, which is filled.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is read.</returns>
    /// <exception cref="MeecoException"><c>FileChanged</c>, <c>FileNotReadable</c>.</exception>
    public async Task ReadAsync(long start, Memory<byte> target, CancellationToken cancel)
    {
        try
        {
            for (var filled = 0; filled < target.Length;)
            {
                var read = await RandomAccess.ReadAsync(_handle, target[filled..], start + filled, cancel).ConfigureAwait(false);
                filled += read > 0 ? read : throw ClientErrors.FileChanged(_path);
            }
        }
        catch (IOException fault)
        {
            throw ClientErrors.FileNotReadable(_path, fault.Message);
        }
    }

    /// <summary>Makes sure that what was read is one file and not the parts of two.</summary>
    /// <exception cref="MeecoException"><c>FileChanged</c>.</exception>
    public void RequireUnchanged()
    {
        if (RandomAccess.GetLength(_handle) != Length)
        {
            throw ClientErrors.FileChanged(_path);
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _handle.Dispose();
}
