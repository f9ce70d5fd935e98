using System.Management.Automation;
using Meeco;
using MeecoPS.Errors;

namespace MeecoPS.Pipeline;

/// <summary>Turns paths as PowerShell knows them into paths of the file system. Pipeline thread only.</summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The files that paths name; a path that names none is an error of its own.</summary>
    /// <param name="cmdlet">Whose paths they are.</param>
    /// <param name="paths">The paths.</param>
    /// <param name="literal">Whether wildcards stand for themselves.</param>
    /// <returns>Full paths.</returns>
    public static IEnumerable<string> Existing(PSCmdlet cmdlet, IEnumerable<string> paths, bool literal)
    {
        foreach (var path in paths)
        {
            IReadOnlyList<string> files = [];
            try
            {
                files = literal ? [Of(cmdlet, path)] : Matching(cmdlet, path);
            }
            catch (MeecoException error)
            {
                cmdlet.WriteError(MeecoErrors.From(error, path));
            }

            foreach (var file in files)
            {
                yield return file;
            }
        }
    }

    /// <summary>One path, whether there is something or not.</summary>
    /// <param name="cmdlet">Whose path it is.</param>
    /// <param name="path">The path; wildcards stand for themselves.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="MeecoException"><c>FileNotFound</c>: it leads out of the file system.</exception>
    public static string Of(PSCmdlet cmdlet, string path)
    {
        try
        {
            var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == FileSystem ? full : throw ClientErrors.FileNotFound(path);
        }
        catch (SessionStateException)
        {
            throw ClientErrors.FileNotFound(path);
        }
    }

    /// <summary>Where a file goes: into a folder, under a name made from its own, or to the very path.</summary>
    /// <param name="destination">The path as it was given.</param>
    /// <param name="full">The full path.</param>
    /// <param name="name">What the file is called.</param>
    /// <returns>The path of the file.</returns>
    public static string In(string destination, string full, string name) =>
        Directory.Exists(full) || destination.EndsWith('/') || destination.EndsWith('\\')
            ? Path.Combine(full, SafeFileName.Of(name))
            : full;

    /// <summary>
    /// A file as <c>Get-Item</c> gives it: with its path as PowerShell knows it, by which it binds to other commands. One that
    /// is not there, because <c>-WhatIf</c> did not write it, has its path alone.
    /// </summary>
    /// <param name="cmdlet">Who hands it on.</param>
    /// <param name="file">The file.</param>
    /// <returns>The file.</returns>
    public static object Item(PSCmdlet cmdlet, FileInfo file) => !file.Exists
        ? file
        : cmdlet.InvokeProvider.Item
            .Get([$@"Microsoft.PowerShell.Core\{FileSystem}::{file.FullName}"], force: true, literalPath: true)
            .FirstOrDefault() ?? (object)file;

    private static List<string> Matching(PSCmdlet cmdlet, string path)
    {
        try
        {
            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != FileSystem)
            {
                throw ClientErrors.FileNotFound(path);
            }

            // A pattern means the files that it fits; a folder among them was not meant.
            return [.. found.Where(file => !NamePatterns.IsPattern(path) || File.Exists(file))];
        }
        catch (SessionStateException)
        {
            throw ClientErrors.FileNotFound(path);
        }
    }
}
