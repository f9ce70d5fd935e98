using Meeco.Server.Attachments;
using Microsoft.Data.Sqlite;

namespace Meeco.Server.Storage;

/// <summary>
/// Data that goes with the server. The server itself must delete it: whoever started it may have been killed.
/// </summary>
internal static class TemporaryData
{
    /// <summary>Deletes database and files when the server has stopped, and their folder if nothing else is in it.</summary>
    public static void DropWhenStopped(IHostApplicationLifetime lifetime, string folder) =>
        lifetime.ApplicationStopped.Register(() =>
        {
            SqliteConnection.ClearAllPools();
            FolderBlobStore.DeleteAll(folder);
            foreach (var file in Directory.EnumerateFiles(folder, $"{StorageSetup.DatabaseFile}*"))
            {
                File.Delete(file);
            }

            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        });
}
