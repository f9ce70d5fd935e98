using Meeco.Server.Attachments;
using Meeco.Server.Storage.Sqlite;

namespace Meeco.Server.Storage;

/// <summary>
/// Data that goes with the server. The server itself must delete it: whoever started it may have been killed.
/// </summary>
internal static class TemporaryData
{
    /// <summary>Deletes database and files when the server has stopped, and their folder if nothing else is in it.</summary>
    /// <exception cref="StorageException">The database is not in the folder: it is not this server's to delete.</exception>
    public static void DropWhenStopped(IHostApplicationLifetime lifetime, HeldConnections connections, string folder, DatabaseAddress address)
    {
        var file = Path.Combine(folder, DatabaseAddress.FileName);
        if (address.File != file)
        {
            throw new StorageException($"Temporary data is in the data folder alone, and the server was told to use {address}.");
        }

        lifetime.ApplicationStopped.Register(() =>
        {
            connections.Dispose();
            FolderBlobStore.DeleteAll(folder);
            foreach (var part in Directory.EnumerateFiles(folder, $"{DatabaseAddress.FileName}*"))
            {
                File.Delete(part);
            }

            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        });
    }
}
